// TanStack Virtual in React, the way its guide and most people use it: absolutely placed
// rows of known height, every cell drawn, a memo on the row so that a scroll draws only
// what is new.

import { memo, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { useVirtualizer } from '@tanstack/react-virtual';

import { badge, HEIGHT, load, plain, points, SPARK, type Cell, type Column, type Row } from './model.ts';

const { columns, rows } = await load();
const width = columns.reduce((sum, column) => sum + column.width, 0);
const secondaries = columns.map(({ secondary }) => columns.findIndex(({ key }) => key === secondary));

function Content({ column, cell, secondary }: { column: Column; cell: Cell; secondary: Cell | undefined }) {
  if (column.kind === 'badge') {
    const { tone, text } = badge(column, cell);
    return <span className={`badge ${tone}`}>{text}</span>;
  }
  if (column.kind === 'tags' && Array.isArray(cell)) {
    return cell.map((tag) => (
      <span className="tag" key={tag}>
        {tag}
      </span>
    ));
  }
  if (column.kind === 'spark') {
    return (
      <svg className="spark" width={SPARK.width} height={SPARK.height}>
        <polyline points={points(cell)} />
      </svg>
    );
  }
  return (
    <>
      {plain(column, cell)}
      {secondary !== undefined && <small>{plain(column, secondary)}</small>}
    </>
  );
}

const Line = memo(function Line({ row, index, top }: { row: Row; index: number; top: number }) {
  return (
    <div className="row" role="row" aria-rowindex={index + 2} style={{ width, transform: `translateY(${top}px)` }}>
      {columns.map((column, at) => (
        <div className={`cell cell-${column.kind}`} role="gridcell" key={column.key} style={{ width: column.width }}>
          <Content column={column} cell={row.cells[at] ?? null} secondary={row.cells[secondaries[at] ?? -1]} />
        </div>
      ))}
    </div>
  );
});

function Table() {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
  });
  return (
    <div className="scroller" ref={scroller} role="grid" aria-rowcount={rows.length + 1}>
      <div className="head" role="row" style={{ width }}>
        {columns.map((column) => (
          <div className="cell" role="columnheader" key={column.key} style={{ width: column.width }}>
            {column.label.en}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row && <Line key={row.id} row={row} index={index} top={start} />;
        })}
      </div>
    </div>
  );
}

const place = document.getElementById('place');
if (!place) throw new Error('nowhere to put the table');
createRoot(place).render(<Table />);
requestAnimationFrame(() => requestAnimationFrame(() => document.documentElement.setAttribute('data-ready', '')));
