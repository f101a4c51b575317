import { render, type ComponentChildren } from 'preact';
import { pageTheme } from './amocrm/amocrm-page';
import { Shelter } from './shelter';
import corner from './styles/corner.css?inline';
import lists from './styles/lists.css?inline';
import root from './styles/root.css?inline';
import type { Words } from './text/words';

const sheet = root + corner + lists;
const mark = 'data-rocket-widget';
const leave = 'rocket-widget:leave';

/**
 * Draws as a guest in amoCRM's page. The shadow root keeps their styles out of our markup and ours out of theirs, keys
 * pressed inside do not reach their hot keys, and a guest of the same name already standing in `parent`, even one put
 * there by another copy of this script, is asked to leave first.
 * @returns the way to leave without a trace; safe to call twice
 */
export function mountGuest(
  parent: HTMLElement,
  name: 'launcher' | 'page',
  words: Words,
  content: ComponentChildren,
): () => void {
  for (const earlier of parent.querySelectorAll(`:scope > [${mark}="${name}"]`)) {
    earlier.dispatchEvent(new Event(leave));
    earlier.remove();
  }
  const host = document.createElement('div');
  host.setAttribute(mark, name);
  // Whatever amoCRM's style sheets say of every div, this one is only a peg.
  host.style.setProperty('all', 'initial', 'important');
  host.lang = words.locale.slice(0, 2);
  const shadow = host.attachShadow({ mode: 'open' });
  const style = shadow.appendChild(document.createElement('style'));
  style.textContent = sheet;
  const body = shadow.appendChild(document.createElement('div'));
  body.className = 'root';
  for (const key of ['keydown', 'keyup', 'keypress'])
    host.addEventListener(key, (event) => event.stopPropagation());
  const forgetTheme = followTheme(body);
  parent.appendChild(host);
  render(<Shelter words={words}>{content}</Shelter>, body);

  const undo = () => {
    forgetTheme();
    render(null, body);
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
