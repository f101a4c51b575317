import type { NoticeCategory } from '@rocket/contracts';
import { escaped } from './compose-mail';
import type { Unsubscription } from './unsubscribe-link';

interface PageWords {
  readonly kinds: Readonly<Record<NoticeCategory, string>>;
  readonly ask: (kind: string, address: string) => string;
  readonly technical: string;
  readonly yes: string;
  readonly title: string;
  readonly done: string;
  readonly doneText: (kind: string, address: string) => string;
}

const WORDS: Readonly<Record<Unsubscription['language'], PageWords>> = {
  ru: {
    kinds: { news: 'Новости', promotions: 'Акции' },
    ask: (kind, address) => `${kind} больше не будут приходить на ${address}.`,
    technical:
      'Письма о балансе, работе продуктов и документах приходить не перестанут: это условие договора.',
    yes: 'Отписаться',
    title: 'Отписаться от рассылки?',
    done: 'Вы отписаны',
    doneText: (kind, address) =>
      `${kind} на ${address} больше не придут. Вернуть их можно в личном кабинете.`,
  },
  en: {
    kinds: { news: 'News', promotions: 'Promotions' },
    ask: (kind, address) => `${kind} will no longer be sent to ${address}.`,
    technical: 'Letters about the balance, products and documents go on: the contract demands them.',
    yes: 'Unsubscribe',
    title: 'Unsubscribe?',
    done: 'You are unsubscribed',
    doneText: (kind, address) =>
      `${kind} will no longer be sent to ${address}. You can switch them on again in the control panel.`,
  },
};

const page = (language: string, title: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;

/** Asks before it does: programs that follow links in letters for safety must not unsubscribe anybody. */
export function askToUnsubscribe({ category, address, language }: Unsubscription): string {
  const words = WORDS[language];
  return page(
    language,
    words.title,
    `<p>${escaped(words.ask(words.kinds[category], address))}</p><p>${escaped(words.technical)}</p>
<form method="post"><button type="submit">${escaped(words.yes)}</button></form>`,
  );
}

export function unsubscribed({ category, address, language }: Unsubscription): string {
  const words = WORDS[language];
  return page(
    language,
    words.done,
    `<p>${escaped(words.doneText(words.kinds[category], address))}</p><p>${escaped(words.technical)}</p>`,
  );
}
