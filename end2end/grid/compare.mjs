// Scrolls 100,000 rows in our table, in AG Grid and in TanStack Virtual, one after the other
// and again, and says who keeps up. Only the comparison means something: the same machine,
// the same browser, the same rows, the same viewport, minutes apart.
//
//   node grid/compare.mjs [--runs 7] [--frames 400] [--json FILE]

import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

import { args, executablePath } from '../support/chromium.mjs';
import { startServer } from '../support/server.mjs';
import { bundle } from './bundle.mjs';
import { median, percentile, table } from './figures.mjs';
import { AG_GRID, EMPTY, OURS, TANSTACK } from './grids.mjs';
import { fetchRows } from './rows.mjs';
import { scroll } from './scroll.mjs';
import { serve } from './serve.mjs';

const STEP = 120;
const WARM = 60;
const MOST_ROWS = 60;
const AGAINST_AG_GRID = 1.15;
const AGAINST_TANSTACK = 1;
// A browser rounds each frame's time to 0.1 ms, so that two equal frames may differ by 0.2.
const GRAIN = 0.2;

/** @typedef {import('./grids.mjs').Grid} Grid */
/** @typedef {{ p50: number, p95: number, p99: number, blanks: number, rows: number }} Run */

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    frames: { type: 'string', default: '400' },
    json: { type: 'string' },
  },
});
const runs = whole('runs', options.runs);
const frames = whole('frames', options.frames);

/** @param {string} name @param {string} text */
function whole(name, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text}: not a whole number above 0`);
  return number;
}

const server = await startServer();
const data = await fetchRows(server.url);
const files = await bundle();
files.set('/data.json', { type: 'application/json', body: JSON.stringify(data) });
const others = await serve(files);
const browser = await chromium.launch({ executablePath, args });

/** @param {Grid} grid @param {string} query */
async function open(grid, query = '') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const page = await context.newPage();
  await page.goto(`${grid.ours ? server.url : others.url}${grid.path}${query}`);
  await page.locator(grid.ready).waitFor({ state: 'attached' });
  await page.locator(grid.row || grid.scroller).nth(grid.row ? 5 : 0).waitFor();
  return { page, close: () => context.close() };
}

/** The others get the viewport that our shell leaves to our table. */
async function viewport() {
  const { page, close } = await open(OURS);
  const box = await page.locator(OURS.scroller).boundingBox();
  await close();
  if (!box) throw new Error('our table is not visible');
  return { width: Math.round(box.width), height: Math.round(box.height) };
}

/** @param {Grid} grid @param {{ width: number, height: number }} size @returns {Promise<Run>} */
async function measure(grid, size) {
  const { page, close } = await open(grid, grid.ours ? '' : `?width=${size.width}&height=${size.height}`);
  await page.waitForTimeout(500);
  const { scroller, row, blank } = grid;
  const seen = await page.evaluate(scroll, { scroller, row, blank, frames, warm: WARM, step: STEP });
  await close();
  if (seen.travelled < (frames + WARM) * STEP * 0.99) {
    throw new Error(`${grid.name} moved ${seen.travelled} px instead of ${(frames + WARM) * STEP}`);
  }
  const at = (/** @type {number} */ part) => percentile(seen.frames, part);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), blanks: seen.blanks, rows: seen.rows };
}

const GRIDS = [OURS, AG_GRID, TANSTACK, EMPTY];
/** @type {Map<Grid, Run[]>} */
const measured = new Map(GRIDS.map((grid) => [grid, []]));
let size;
try {
  size = await viewport();
  console.log(
    `${data.rows.length} rows x ${data.columns.length} columns in ${size.width}x${size.height}, ${STEP} px a frame, ` +
      `${frames} frames, ${runs} runs; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ` +
      `Chromium ${browser.version()}`,
  );
  for (let run = 0; run < runs; run += 1) {
    // Each begins in turn, so that nobody always has the cooler processor.
    for (let turn = 0; turn < GRIDS.length; turn += 1) {
      const grid = GRIDS[(run + turn) % GRIDS.length];
      if (grid) measured.get(grid)?.push(await measure(grid, size));
    }
    const last = GRIDS.map((grid) => `${grid.name} ${measured.get(grid)?.at(-1)?.p95.toFixed(1)}`);
    console.log(`run ${run + 1} of ${runs}: ${last.join(', ')}`);
  }
} finally {
  await browser.close();
  await Promise.all([others.stop(), server.stop()]);
}

const summary = GRIDS.map((grid) => {
  const of = measured.get(grid) ?? [];
  const middle = (/** @type {'p50' | 'p95' | 'p99'} */ which) => median(of.map((run) => run[which]));
  return {
    name: grid.name,
    p50: middle('p50'),
    p95: middle('p95'),
    p99: middle('p99'),
    each: of.map(({ p95 }) => p95),
    blanks: of.reduce((sum, { blanks }) => sum + blanks, 0),
    rows: Math.max(...of.map(({ rows }) => rows)),
  };
});
const [ours, agGrid, tanstack] = summary;
if (!ours || !agGrid || !tanstack) throw new Error('nothing was measured');

console.log(
  table(
    ['frame, ms', 'p50', 'p95', 'p99', 'ours/it', 'rows', 'blank', 'p95 of each run'],
    summary.map((line) => [
      line.name,
      line.p50,
      line.p95,
      line.p99,
      (ours.p95 / line.p95).toFixed(2),
      `${line.rows}`,
      `${line.blanks}`,
      line.each.map((value) => value.toFixed(1)).join(' '),
    ]),
  ),
);

const failures = [
  ...over(`p95 against AG Grid x ${AGAINST_AG_GRID}`, ours.p95, agGrid.p95 * AGAINST_AG_GRID + GRAIN),
  ...over('p95 against TanStack Virtual', ours.p95, tanstack.p95 * AGAINST_TANSTACK + GRAIN),
  ...over('row elements', ours.rows, MOST_ROWS),
  ...over('frames with a blank row', ours.blanks, 0),
];

/** @param {string} what @param {number} value @param {number} most */
function over(what, value, most) {
  return value <= most ? [] : [`${what}: ${value.toFixed(1)} is over ${most.toFixed(1)}`];
}

if (options.json) {
  writeFileSync(options.json, `${JSON.stringify({ size, runs, frames, step: STEP, summary, failures }, null, 2)}\n`);
}
for (const failure of failures) console.error(`over the target: ${failure}`);
console.log(
  `p95 ${ours.p95.toFixed(1)} ms a frame: ${(ours.p95 / agGrid.p95).toFixed(2)} of AG Grid's, ` +
    `${(ours.p95 / tanstack.p95).toFixed(2)} of TanStack Virtual's`,
);
process.exitCode = failures.length ? 1 : 0;
