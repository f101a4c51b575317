import { dress } from './dress';
import { element } from './element';
import type { Scene, Screens } from './screens';
import { supportLink } from './sorry';
import type { CornerWords } from './text/corner-words';

export interface Stage {
  readonly load: () => Promise<Screens>;
  readonly words: CornerWords;
  readonly onTrouble: (reason: unknown) => void;
  /** Says neither that it is coming nor that it did not come. */
  readonly isQuiet?: boolean;
  readonly onGiveUp?: () => void;
}

const dressed = new WeakSet<ShadowRoot>();

/**
 * Draws what is fetched when somebody opens it; says that it is coming, or that it did not come and how to try again.
 * @returns the undo, safe to call twice and before it has come
 */
export function drawLazily(where: HTMLElement, stage: Stage, scene: Scene): () => void {
  const { words, onTrouble } = stage;
  let isOver = false;
  let undo = () => {};
  const say = (...what: (Node | string)[]) => stage.isQuiet || where.replaceChildren(...what);
  const draw = (screens: Screens) => {
    if (isOver) return;
    const root = where.getRootNode();
    // After what stands on every page, which it builds upon.
    if (root instanceof ShadowRoot && !dressed.has(root)) {
      dressed.add(root);
      dress(root, screens.styles);
    }
    where.replaceChildren();
    undo = screens.draw(where, scene, onTrouble);
  };
  const giveUp = (reason: unknown) => {
    onTrouble(reason);
    if (isOver) return;
    stage.onGiveUp?.();
    const again = element('button', { type: 'button', class: 'button' }, words.retry);
    again.onclick = begin;
    say(element('div', { class: 'coming', role: 'alert' }, words.notLoaded, again, supportLink(words)));
  };
  const begin = () => {
    say(element('p', { class: 'coming', role: 'status' }, words.loading));
    stage.load().then(draw).catch(giveUp);
  };
  begin();
  return () => {
    isOver = true;
    undo();
    undo = () => {};
    where.replaceChildren();
  };
}
