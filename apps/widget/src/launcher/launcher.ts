import { element } from '../element';
import { drawLazily } from '../lazily';
import { mark } from '../mark';
import type { Session } from '../session';
import type { CornerWords } from '../text/corner-words';

/**
 * The button in the corner with its count. What pops up above it and the panel it opens are fetched when there is something
 * to pop up, or when somebody opens it: nothing else of ours is loaded on every page.
 * @returns the undo
 */
export function drawLauncher(
  body: HTMLElement,
  session: Session,
  words: CornerWords,
  onTrouble: (reason: unknown) => void,
): () => void {
  const panel = element('div', { class: 'panel', hidden: '' });
  // The live region is there before anything is in it, else screen readers would not say it.
  const toasts = element('div', { class: 'toasts', role: 'status', 'aria-label': words.newOnes });
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' });
  const button = element('button', { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog' });
  button.innerHTML = mark;
  button.append(badge);
  body.append(element('div', { class: 'corner' }, panel, toasts, button));

  const scene = { session, load: () => session.screens(), words, onTrouble };
  let closePanel: (() => void) | null = null;
  let clearToasts: (() => void) | null = null;

  const label = () => {
    const { state } = session.inbox;
    const unseen = state.kind === 'ready' ? state.unseen : 0;
    badge.hidden = unseen === 0;
    badge.textContent = unseen === 0 ? '' : unseen > 99 ? '99+' : String(unseen);
    button.setAttribute('aria-expanded', String(closePanel !== null));
    button.setAttribute(
      'aria-label',
      closePanel ? words.collapse : unseen > 0 ? words.openUnseen(unseen) : words.open,
    );
  };
  const show = (open: boolean) => {
    if (open === (closePanel !== null)) return;
    session.toasts.beQuiet(open);
    panel.hidden = !open;
    if (open) {
      closePanel = drawLazily(panel, scene, { kind: 'panel', session, onClose: () => show(false) });
      session.refresh();
    } else {
      closePanel?.();
      closePanel = null;
      button.focus();
    }
    label();
  };
  const popUp = () => {
    if (clearToasts || session.toasts.state.length === 0) return;
    const onClosedByKey = () => button.focus();
    const onDecide = () => show(true);
    const what = { kind: 'toasts', session, onClosedByKey, onDecide } as const;
    // Nobody asked for them: a failure is silent, and the next notice tries again.
    clearToasts = drawLazily(toasts, { ...scene, isQuiet: true, onGiveUp: () => (clearToasts = null) }, what);
  };
  button.onclick = () => show(closePanel === null);
  const stop = [session.inbox.subscribe(label), session.toasts.subscribe(popUp)];
  label();
  popUp();
  return () => {
    for (const each of stop) each();
    closePanel?.();
    clearToasts?.();
    session.toasts.beQuiet(false);
  };
}
