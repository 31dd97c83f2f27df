// What is compared, and where its parts are found in the page.

/**
 * @typedef {object} Grid
 * @property {string} name
 * @property {string} path
 * @property {boolean} ours
 * @property {string} ready a selector that matches once the rows are there
 * @property {string} scroller
 * @property {string} row one row of data, or of headings; empty where there is none
 * @property {string} blank rows that stand for rows to come
 */

/** @type {Grid} */
export const OURS = {
  name: 'Skills Eye',
  path: '/kit/table',
  ours: true,
  ready: 'html[data-hydrated]',
  scroller: '.dt-view',
  row: '.dt-row',
  blank: '.dt-wait',
};

/** @type {Grid} */
export const AG_GRID = {
  name: 'AG Grid',
  path: '/ag-grid',
  ours: false,
  ready: 'html[data-ready]',
  scroller: '.ag-grid-viewport',
  row: '.ag-row',
  blank: '',
};

/** @type {Grid} */
export const TANSTACK = {
  name: 'TanStack Virtual',
  path: '/tanstack',
  ours: false,
  ready: 'html[data-ready]',
  scroller: '.scroller',
  row: '.row',
  blank: '',
};

/** @type {Grid} */
export const EMPTY = {
  name: 'empty scroller',
  path: '/empty',
  ours: false,
  ready: 'html[data-ready]',
  scroller: '.scroller',
  row: '',
  blank: '',
};
