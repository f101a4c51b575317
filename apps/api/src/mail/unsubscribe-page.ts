import { createHash } from 'node:crypto';
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

const STYLE = `
body{margin:0;background:#f2f4f8;color:#1c2430;font:16px/1.5 Arial,sans-serif}
main{max-width:480px;margin:40px auto;padding:28px 24px;box-sizing:border-box;background:#fff;border-radius:8px;overflow-wrap:anywhere}
h1{margin:0 0 12px;font-size:22px;line-height:1.3}
p{margin:0}
p+p{margin:12px 0 0;font-size:14px;color:#5b6573}
button{margin-top:20px;padding:10px 18px;border:0;border-radius:6px;background:#2456d6;color:#fff;font:bold 15px Arial,sans-serif;cursor:pointer}`;

/** The page has no files of its own: its one sheet is let in by what it says. */
export const UNSUBSCRIBE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

const page = (language: string, title: string, body: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
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
