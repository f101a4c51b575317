import { pageTheme } from './amocrm/amocrm-page';
import { dress } from './dress';
import { element } from './element';
import corner from './styles/corner.css?inline';
import root from './styles/root.css?inline';
import type { CornerWords } from './text/corner-words';

const mark = 'data-rocket-widget';
const leave = 'rocket-widget:leave';

/** Where we stand as a guest: the corner of every page, a page of our own, the column of widgets in a lead's card. */
export type Place = 'launcher' | 'page' | 'card';

/**
 * Draws as a guest in amoCRM's page. The shadow root keeps their styles out of our markup and ours out of theirs, keys
 * pressed inside do not reach their hot keys, and a guest of the same name already standing in `parent`, even one put
 * there by another copy of this script, is asked to leave first.
 * @param draw fills the body and returns its own undo
 * @returns the way to leave without a trace; safe to call twice
 */
export function mountGuest(
  parent: HTMLElement,
  name: Place,
  words: CornerWords,
  draw: (body: HTMLElement) => () => void,
): () => void {
  for (const earlier of parent.querySelectorAll(`:scope > [${mark}="${name}"]`)) {
    earlier.dispatchEvent(new Event(leave));
    earlier.remove();
  }
  const host = element('div', { [mark]: name, lang: words.locale.slice(0, 2) });
  // Whatever amoCRM's style sheets say of every div, this one is only a peg.
  host.style.setProperty('all', 'initial', 'important');
  const body = element('div', { class: 'root' });
  const shadow = host.attachShadow({ mode: 'open' });
  dress(shadow, root + corner);
  shadow.append(body);
  for (const key of ['keydown', 'keyup', 'keypress'])
    host.addEventListener(key, (event) => event.stopPropagation());
  const forgetTheme = followTheme(body);
  parent.appendChild(host);
  const erase = draw(body);

  let isOver = false;
  const undo = () => {
    if (isOver) return;
    isOver = true;
    forgetTheme();
    erase();
    host.remove();
  };
  host.addEventListener(leave, undo);
  return undo;
}

function followTheme(root: HTMLElement): () => void {
  const paint = () => (root.dataset['theme'] = pageTheme());
  paint();
  const media = window.matchMedia?.('(prefers-color-scheme: dark)');
  media?.addEventListener('change', paint);
  return () => media?.removeEventListener('change', paint);
}
