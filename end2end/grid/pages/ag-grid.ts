// AG Grid Community as its own guide sets it up: client-side rows, its Quartz theme with
// our measures, column virtualisation and row buffer left at their defaults.

import {
  AllCommunityModule,
  createGrid,
  ModuleRegistry,
  themeQuartz,
  type ColDef,
  type ICellRendererParams,
} from 'ag-grid-community';

import { badge, HEIGHT, load, plain, points, SPARK, type Column, type Row } from './model.ts';

ModuleRegistry.registerModules([AllCommunityModule]);

function element(name: string, className: string, text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function spark(cell: Row['cells'][number]) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'spark');
  svg.setAttribute('width', `${SPARK.width}`);
  svg.setAttribute('height', `${SPARK.height}`);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  line.setAttribute('points', points(cell));
  svg.append(line);
  return svg;
}

function renderer(column: Column, index: number, secondary: number) {
  return ({ data }: ICellRendererParams<Row>) => {
    const cell = data?.cells[index] ?? null;
    if (column.kind === 'spark') return spark(cell);
    const box = document.createElement('span');
    if (column.kind === 'badge') {
      const { tone, text } = badge(column, cell);
      box.append(element('span', `badge ${tone}`, text));
    } else if (column.kind === 'tags' && Array.isArray(cell)) {
      for (const tag of cell) box.append(element('span', 'tag', tag));
    } else {
      box.append(plain(column, cell));
      if (secondary >= 0) box.append(element('small', '', plain(column, data?.cells[secondary] ?? null)));
    }
    return box;
  };
}

const { columns, rows } = await load();

const columnDefs = columns.map((column, index): ColDef<Row> => {
  const base: ColDef<Row> = {
    colId: column.key,
    headerName: column.label.en,
    width: column.width,
    cellClass: `cell-${column.kind}`,
    valueGetter: ({ data }) => data?.cells[index] ?? null,
    valueFormatter: ({ data }) => plain(column, data?.cells[index] ?? null),
  };
  const rich = ['badge', 'tags', 'spark', 'title'].includes(column.kind);
  if (!rich) return base;
  const secondary = columns.findIndex(({ key }) => key === column.secondary);
  return { ...base, cellRenderer: renderer(column, index, secondary) };
});

const place = document.getElementById('place');
if (!place) throw new Error('nowhere to put the grid');
createGrid<Row>(place, {
  theme: themeQuartz.withParams({
    fontFamily: 'Inter Variable, sans-serif',
    fontSize: 13,
    headerHeight: 32,
    rowHeight: HEIGHT,
    cellHorizontalPadding: 10,
    headerBackgroundColor: '#eff1f4',
    borderColor: '#e3e6eb',
  }),
  columnDefs,
  rowData: rows,
  rowHeight: HEIGHT,
  headerHeight: 32,
  getRowId: ({ data }) => data.id,
  onFirstDataRendered: () => document.documentElement.setAttribute('data-ready', ''),
});
