import { element } from './element';
import type { CornerWords } from './text/corner-words';

/** Whom to ask when we cannot help. */
export const supportLink = (words: CornerWords): HTMLElement =>
  element(
    'a',
    { class: 'link', href: __ROCKET_SUPPORT__, target: '_blank', rel: 'noopener noreferrer' },
    words.support,
  );

/** That something of ours broke, and the reason for support to read. */
export const sorry = (reason: unknown, words: CornerWords): HTMLElement =>
  element(
    'p',
    { class: 'broken', role: 'alert' },
    `${words.broken} `,
    element('small', {}, `(${String(reason)})`),
    ' ',
    supportLink(words),
  );
