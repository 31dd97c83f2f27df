// The rows as the server sends them, and how a cell reads: shared, so that both libraries
// are given the same work.

export interface Column {
  key: string;
  label: { pt: string; en: string };
  kind: 'text' | 'mono' | 'title' | 'number' | 'badge' | 'tags' | 'spark' | 'link';
  width: number;
  secondary?: string;
  decimals?: number;
  unit?: string;
  values?: { value: string; tone: string; label: { pt: string; en: string } }[];
}

export type Cell = null | string | number | string[] | { s: number[] } | { '?': string };

export interface Row {
  id: string;
  cells: Cell[];
}

export interface Data {
  columns: Column[];
  rows: Row[];
}

export const HEIGHT = 34;

export async function load(): Promise<Data> {
  const answer = await fetch('/data.json');
  if (!answer.ok) throw new Error(`the rows: ${answer.status}`);
  return answer.json();
}

const isSeries = (cell: Cell): cell is { s: number[] } =>
  typeof cell === 'object' && cell !== null && 's' in cell;
const isUnknown = (cell: Cell): cell is { '?': string } =>
  typeof cell === 'object' && cell !== null && '?' in cell;

/** What a person reads in a cell that is only text. */
export function plain(column: Column, cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') {
    return `${cell.toFixed(column.decimals ?? 0)}${column.unit ? ` ${column.unit}` : ''}`;
  }
  if (Array.isArray(cell)) return cell.join(', ');
  return isUnknown(cell) ? 'unknown' : '';
}

/** The look of one value of a badge column. */
export function badge(column: Column, cell: Cell): { tone: string; text: string } {
  const style = column.values?.find(({ value }) => value === cell);
  return { tone: style?.tone ?? 'neutral', text: style?.label.en ?? plain(column, cell) };
}

export const SPARK = { width: 76, height: 18 };

/** The points of a small line, as an SVG polyline wants them. */
export function points(cell: Cell): string {
  if (!isSeries(cell) || cell.s.length < 2) return '';
  const low = Math.min(...cell.s);
  const span = Math.max(...cell.s) - low || 1;
  const step = SPARK.width / (cell.s.length - 1);
  return cell.s
    .map((value, index) => {
      const y = 2 + (1 - (value - low) / span) * (SPARK.height - 4);
      return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
