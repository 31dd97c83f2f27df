// Starts the real binary as a person would, and stops it again.

import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the registry's port takes as `X-Consul-Token`. */
export const TOKEN = 'a-token-for-browser-tests';

const START_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The binary that `SKILLS_EYE_BIN` names, or the newest one built for the browser tests. */
export function binary() {
  const named = process.env.SKILLS_EYE_BIN;
  if (named) {
    if (!existsSync(named)) throw new Error(`SKILLS_EYE_BIN names no file: ${named}`);
    return named;
  }
  const built = ['skills-eye', 'skills-eye-demo']
    .map((name) => join(root, 'target/e2e', name))
    .filter((path) => existsSync(path))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  const newest = built[0];
  if (!newest) throw new Error('no binary: run `cargo xtask e2e`, or set SKILLS_EYE_BIN');
  return newest;
}

/**
 * @typedef {object} Server
 * @property {string} url without a closing slash
 * @property {() => string} registry where the registry speaks Consul's HTTP API
 * @property {string} listen what to pass to start again at the same place
 * @property {() => string} log everything it wrote so far
 * @property {() => Promise<number | null>} stop SIGTERM; resolves to the exit code
 */

/**
 * @param {{ listen?: string }} [options]
 * @returns {Promise<Server>}
 */
export async function startServer({ listen = '127.0.0.1:0' } = {}) {
  const child = spawn(binary(), ['demo', '--listen', listen, '--registry-listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR ?? '/tmp',
      SKILLS_EYE_BOOTSTRAP_TOKEN: TOKEN,
    },
  });
  let log = '';
  /** @type {Promise<number | null>} */
  const exited = new Promise((done) => child.once('close', (code) => done(code)));
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const hung = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const code = await exited;
    clearTimeout(hung);
    return code;
  };

  const url = await new Promise((found, failed) => {
    const late = setTimeout(() => {
      void end('SIGKILL');
      failed(new Error(`no address after ${START_WITHIN_MS} ms:\n${log}`));
    }, START_WITHIN_MS);
    const settle = (/** @type {() => void} */ how) => {
      clearTimeout(late);
      how();
    };
    child.once('error', (error) => settle(() => failed(error)));
    child.once('close', (code) =>
      settle(() => failed(new Error(`ended with ${code} before it listened:\n${log}`))),
    );
    child.stderr.on('data', (piece) => (log += piece));
    child.stdout.on('data', (piece) => {
      log += piece;
      const address = /https?:\/\/[^\s"/]+:\d+/.exec(log);
      if (address) settle(() => found(address[0]));
    });
  });

  return {
    url,
    registry: () => {
      const told = /Consul's HTTP API at (http:\/\/\S+)/.exec(log);
      if (!told?.[1]) throw new Error(`no registry:\n${log}`);
      return told[1];
    },
    listen: new URL(url).host,
    log: () => log,
    stop: () => end('SIGTERM'),
  };
}
