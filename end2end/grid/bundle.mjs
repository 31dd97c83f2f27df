// Bundles the comparison pages in memory, as anybody would ship them: minified, production.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const pages = join(dirname(fileURLToPath(import.meta.url)), 'pages');

/** @returns {Promise<Map<string, { type: string, body: Uint8Array | string }>>} by address */
export async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [
      join(pages, 'ag-grid.ts'),
      join(pages, 'tanstack.tsx'),
      join(pages, 'empty.ts'),
      join(pages, 'look.css'),
    ],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'chrome120',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl' },
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  const files = new Map();
  for (const { path, contents } of outputFiles) {
    const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
    files.set(path, { type, body: contents });
  }
  for (const name of ['ag-grid', 'tanstack', 'empty']) {
    files.set(`/${name}`, { type: 'text/html; charset=utf-8', body: html(name) });
  }
  return files;
}

/** @param {string} name */
const html = (name) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>${name}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/look.css">
<script>
addEventListener('DOMContentLoaded', () => {
  const { width, height } = Object.fromEntries(new URLSearchParams(location.search));
  Object.assign(document.getElementById('place').style, { width: width + 'px', height: height + 'px' });
});
</script>
<script type="module" src="/${name}.js"></script>
</head>
<body><div id="place"></div></body>
</html>`;
