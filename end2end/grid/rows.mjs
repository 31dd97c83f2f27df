// temporary
const pick = (/** @type {string[]} */ a, /** @type {number} */ n) => a[n % a.length];
export function synthetic() {
  const L = (/** @type {string} */ s) => ({ pt: s, en: s });
  const columns = [
    { key: 'name', label: L('Name'), kind: 'title', secondary: 'address', width: 220 },
    { key: 'state', label: L('State'), kind: 'badge', width: 110, values: [
      { value: 'up', tone: 'ok', label: L('up') }, { value: 'down', tone: 'critical', label: L('down') }, { value: 'slow', tone: 'warning', label: L('slow') }] },
    { key: 'company', label: L('Company'), kind: 'text', width: 150 },
    { key: 'site', label: L('Site'), kind: 'badge', width: 100, values: [{ value: 'palmas', tone: 'accent', label: L('palmas') }, { value: 'rio', tone: 'info', label: L('rio') }] },
    { key: 'module', label: L('Module'), kind: 'mono', width: 110 },
    { key: 'environment', label: L('Environment'), kind: 'text', width: 120 },
    { key: 'latency', label: L('Latency'), kind: 'number', unit: 'ms', decimals: 1, width: 100 },
    { key: 'trend', label: L('1 h'), kind: 'spark', width: 96 },
    { key: 'address', label: L('Address'), kind: 'mono', width: 130 },
    { key: 'location', label: L('Location'), kind: 'text', width: 150 },
    { key: 'tags', label: L('Tags'), kind: 'tags', width: 160 },
    ...['a', 'b', 'c', 'd'].map((key) => ({ key, label: L(key), kind: 'text', width: 120 })),
  ];
  const rows = Array.from({ length: 100_000 }, (_, n) => ({ id: `r${n}`, cells: [
    `srv-${n}`, pick(['up', 'up', 'down', 'slow'], n * 7), pick(['Acme', 'Norte', 'Porto Rio'], n * 3), pick(['palmas', 'rio'], n), 'icmp', 'producao',
    (n * 37 % 5000) / 10, { s: Array.from({ length: 24 }, (_, k) => (n * 31 + k * k * 17) % 100) }, `198.51.${n >> 8 & 255}.${n & 255}`, 'Palmas CPD', ['icmp', 'core'], `a${n}`, `b${n}`, `c${n}`, `d${n}` ] }));
  return { columns, rows };
}
