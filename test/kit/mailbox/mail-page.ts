import type { Letter } from './mailbox';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

/** Letters, newest first, each as its reader sees it: in a frame that may run nothing. */
export const mailPage = (letters: readonly Letter[]): string => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Почта песочницы</title><style>
body{margin:0 auto;max-width:760px;padding:24px;font:15px/1.5 system-ui,sans-serif;background:#f2f4f8;color:#1c2430}
details{margin:0 0 12px;padding:12px 16px;border-radius:8px;background:#fff}
summary{cursor:pointer;font-weight:600}
small{display:block;color:#5b6573}
iframe{width:100%;height:420px;margin-top:12px;border:1px solid #d9dee7}
</style></head><body><h1>Почта песочницы</h1>
${letters.length === 0 ? '<p>Писем пока нет.</p>' : ''}
${[...letters].reverse().map(letterBlock).join('\n')}
</body></html>`;

const letterBlock = ({ to, subject, html, attachments }: Letter): string =>
  `<details><summary>${escaped(subject)}<small>${escaped(to.join(', '))}${
    attachments.length > 0 ? ` · ${escaped(attachments.map(({ name }) => name).join(', '))}` : ''
  }</small></summary><iframe sandbox title="${escaped(subject)}" srcdoc="${escaped(html)}"></iframe></details>`;
