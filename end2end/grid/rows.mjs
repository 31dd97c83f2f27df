// The rows of the pretended fleet, asked from the running server, so that every grid is
// given exactly what ours shows.

const AT_ONCE = 1_000;

/** @typedef {{ columns: object[], rows: object[] }} Data */

/**
 * @param {string} url of the server
 * @returns {Promise<Data>}
 */
export async function fetchRows(url) {
  const { columns, window } = await ask(url, 'first', { offset: 0, limit: AT_ONCE });
  const rows = [...window.rows];
  while (rows.length < window.total) {
    const next = await ask(url, 'window', { offset: rows.length, limit: AT_ONCE });
    if (!next.rows.length) throw new Error(`the rows end at ${rows.length} of ${window.total}`);
    rows.push(...next.rows);
  }
  return { columns, rows };
}

/** @param {string} url @param {string} what @param {{ offset: number, limit: number }} request */
async function ask(url, what, request) {
  const answer = await fetch(`${url}/rpc/v1/kit/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ request }),
  });
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
