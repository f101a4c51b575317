import type { Letter } from './mailbox';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

/** Letters, newest first, each as its reader sees it: in a frame that may run nothing. */
export const mailPage = (letters: readonly Letter[]): string => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Почта песочницы</title><style>
body{margin:0 auto;max-width:760px;padding:24px;font:15px/1.5 system-ui,sans-serif;background:#f2f4f8;color:#1c2430}
details{margin:0 0 12px;padding:12px 16px;border-radius:8px;background:#fff}
summary{cursor:pointer;font-weight:600}
summary small{display:block;color:#5b6573;font-weight:400}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 16px;margin:12px 0 0}
dt{color:#5b6573}
dd{margin:0;overflow-wrap:anywhere}
a{color:#2456d6}
iframe{width:100%;height:420px;margin-top:12px;border:1px solid #d9dee7}
</style></head><body><h1>Почта песочницы</h1>
${letters.length === 0 ? '<p>Писем пока нет.</p>' : ''}
${letters.map(letterBlock).reverse().join('\n')}
</body></html>`;

const LANGUAGES: Readonly<Record<string, string>> = { ru: 'русский', en: 'английский' };

/** What the letter itself says its language is. */
const languageOf = ({ html }: Letter): string | null => /<html[^>]*\slang="([^"]+)"/i.exec(html)?.[1] ?? null;

/** Where one click ends such letters (RFC 2369, RFC 8058). */
export const unsubscribeUrlOf = ({ headers }: Pick<Letter, 'headers'>): string | null =>
  /<(https?:[^>]+)>/.exec(headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '')?.[1] ?? null;

const link = (href: string, text: string): string =>
  `<a href="${escaped(href)}" target="_blank" rel="noopener">${escaped(text)}</a>`;

function letterBlock(letter: Letter, index: number): string {
  const { to, subject, html, attachments, secure } = letter;
  const language = languageOf(letter);
  const unsubscribe = unsubscribeUrlOf(letter);
  const files = attachments.map(({ name }, at) => link(`/letters/${index}/attachments/${at}`, name));
  const languageName = language === null ? 'не указан' : (LANGUAGES[language] ?? language);
  const facts: readonly (readonly [string, string])[] = [
    ['Кому', escaped(to.join(', '))],
    ['Язык', escaped(languageName)],
    ['Соединение', secure ? 'TLS' : 'без TLS'],
    ['Отписка', unsubscribe === null ? 'нет: техническое письмо' : link(unsubscribe, unsubscribe)],
    ['Вложения', files.length === 0 ? 'нет' : files.join(', ')],
  ];
  const short = [
    to.join(', '),
    language ?? '',
    secure ? 'TLS' : 'без TLS',
    ...attachments.map(({ name }) => name),
  ];
  return `<details><summary>${escaped(subject)}<small>${escaped(short.filter(Boolean).join(' · '))}</small></summary>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
<iframe sandbox title="${escaped(subject)}" srcdoc="${escaped(html)}"></iframe></details>`;
}
