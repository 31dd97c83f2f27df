// Percentiles and medians, and nothing cleverer.

/**
 * The smallest value that at least `part` of all values do not exceed.
 * @param {number[]} values
 * @param {number} part between 0 and 1
 */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}

/**
 * @param {string[]} head
 * @param {(string | number)[][]} lines
 */
export function table(head, lines) {
  const all = [head, ...lines.map((line) => line.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell)))];
  const widths = head.map((_, at) => Math.max(...all.map((line) => (line[at] ?? '').length)));
  return all
    .map((line) => line.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  '))
    .join('\n');
}
