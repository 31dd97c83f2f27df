// The scripted scroll, the same for every grid. `scroll` runs inside the page.

/**
 * @typedef {object} Plan
 * @property {string} scroller what scrolls
 * @property {string} row one row, wherever it is drawn
 * @property {string} blank a row, or something in it, that stands for rows to come
 * @property {number} frames measured frames
 * @property {number} warm frames before that
 * @property {number} step pixels a frame
 */

/**
 * @typedef {object} Scrolled
 * @property {number[]} frames how long each frame took, in milliseconds
 * @property {number} blanks painted frames in which a row was missing from the viewport
 * @property {number} rows most row elements in the document at once
 * @property {number} travelled pixels
 */

/**
 * @param {Plan} plan
 * @returns {Promise<Scrolled>}
 */
export async function scroll({ scroller, row, blank, frames, warm, step }) {
  const box = document.querySelector(scroller);
  if (!box) throw new Error(`nothing matches ${scroller}`);
  const { left, top, width, height } = box.getBoundingClientRect();
  const heights = [0.12, 0.3, 0.5, 0.7, 0.85, 0.97].map((part) => top + height * part);
  const across = left + Math.min(width, 400) / 4;

  let blanks = 0;
  let rows = 0;
  const look = () => {
    rows = Math.max(rows, document.querySelectorAll(row).length);
    const whole = heights.every((y) => {
      const found = document.elementFromPoint(across, y)?.closest(row);
      if (!found || (found.textContent ?? '').trim().length < 5) return false;
      return !blank || !(found.matches(blank) || found.querySelector(blank));
    });
    if (!whole) blanks += 1;
  };
  // A message posted while a frame is made arrives after it was painted: what `look` sees
  // then is what a person saw.
  const painted = new MessageChannel();
  let measuring = false;
  painted.port1.onmessage = () => measuring && row && look();

  const start = box.scrollTop;
  /** @type {number[]} */
  const times = [];
  await new Promise((done) => {
    let count = 0;
    let last = 0;
    /** @param {number} now */
    const frame = (now) => {
      measuring = count > warm;
      if (measuring) times.push(now - last);
      last = now;
      if (times.length >= frames) return done(undefined);
      count += 1;
      box.scrollTop += step;
      painted.port2.postMessage(null);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return { frames: times, blanks, rows, travelled: box.scrollTop - start };
}
