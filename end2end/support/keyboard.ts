// Walks a page with Tab as somebody without a mouse does, and says what was missed.

import type { Page } from '@playwright/test';

export interface Walk {
  /** Where Tab stopped, in order. */
  stops: string[];
  /** Stops that looked the same with and without the focus. */
  unseen: string[];
  /** What a mouse could use and no key reaches. */
  unreached: string[];
}

const MOST_STOPS = 600;

export async function walk(page: Page): Promise<Walk> {
  // A frame that fades in is not there yet when it is looked at.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(number);
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(visit);
    // An editor keeps Tab for itself and says that Escape gives it back.
    if (stop.now !== undefined && stop.now === stops.at(-1)) await page.keyboard.press('Escape');
    if (!stop.now) break;
    if (!stop.seen) unseen.push(stop.now);
    stops.push(stop.now);
  }
  const unreached = await page.evaluate(missed);
  return { stops, unseen, unreached };
}

/** Gives a number to everything that a mouse can use. */
function number() {
  const usable =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true], ' +
    '[role=button], [role=link], [role=checkbox], [role=switch], [role=radio], [role=tab], ' +
    '[role=menuitem], [role=option], [role=combobox], [role=slider], [tabindex]';
  const look = (element: HTMLElement) => {
    const parts: string[] = [];
    // A frame may be drawn by a wrapper (an input in its box) or by the active cell within.
    const near: (Element | null)[] = [];
    for (let part: Element | null = element; part && near.length < 5; part = part.parentElement) near.push(part);
    const active = element.getAttribute('aria-activedescendant');
    if (active) near.push(document.getElementById(active));
    for (const part of near) {
      if (!part) continue;
      for (const pseudo of [undefined, '::after', '::before']) {
        const style = getComputedStyle(part, pseudo);
        parts.push(style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor, style.opacity);
      }
    }
    return parts.join('|');
  };
  // How everything looks while nothing has the focus.
  const looks = new WeakMap<Element, string>();
  Object.assign(window, { walkLook: look, walkLooks: looks });
  let count = 0;
  for (const element of document.querySelectorAll<HTMLElement>(usable)) {
    const visible = element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
    const off = element.matches(':disabled, [aria-disabled=true]') || element.closest('[inert], [aria-hidden=true]');
    looks.set(element, look(element));
    if (visible && !off) element.dataset.walk = `${(count += 1)}`;
  }
}

/** Notes the stop under the focus, and whether it looks different from when it had none. */
function visit() {
  interface Trail {
    last?: HTMLElement;
    walkLook: (element: HTMLElement) => string;
    walkLooks: WeakMap<Element, string>;
  }
  const trail = window as unknown as Trail;
  const describe = (element: HTMLElement) => {
    const name = element.getAttribute('aria-label') ?? element.innerText?.trim().slice(0, 40) ?? '';
    const role = element.getAttribute('role');
    const id = element.id ? `#${element.id}` : '';
    return `${element.tagName.toLowerCase()}${id}${role ? `[${role}]` : ''} «${name}»`;
  };
  const now = document.activeElement;
  if (!(now instanceof HTMLElement) || now === document.body) return { seen: true, now: undefined };
  const name = describe(now);
  // A date has several parts inside one element.
  if (now === trail.last) return { seen: true, now: name };
  if (now.dataset.walked) return { seen: true, now: undefined };
  now.dataset.walked = 'yes';
  trail.last = now;
  return { seen: trail.walkLook(now) !== trail.walkLooks.get(now), now: name };
}

/** Numbered, never visited, and not part of a group whose other members arrows lead to. */
function missed() {
  const groups =
    '[role=tablist], [role=radiogroup], [role=menu], [role=menubar], [role=listbox], [role=grid], [role=toolbar], [role=tree]';
  const names: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('[data-walk]')) {
    if (element.dataset.walked) continue;
    const group = element.closest<HTMLElement>(groups);
    if (group && (group.dataset.walked || group.querySelector('[data-walked]'))) continue;
    const sibling =
      element instanceof HTMLInputElement && element.type === 'radio'
        ? document.querySelector(`input[name="${element.name}"][data-walked]`)
        : null;
    if (sibling) continue;
    // A wrapper with tabindex=-1 takes the focus from scripts only.
    if (element.getAttribute('tabindex') === '-1' && !element.matches('a, button, input, select, textarea, [role]')) continue;
    const name = element.getAttribute('aria-label') ?? element.innerText?.trim().slice(0, 40) ?? '';
    names.push(`${element.tagName.toLowerCase()}.${element.className} «${name}»`);
  }
  return names;
}
