const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]!);

/** The page a browser sees after amoCRM sent it back. Plain, without scripts: it is closed or left at once. */
const page = (title: string, text: string): string => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title></head>
<body><main><h1>${escape(title)}</h1><p>${escape(text)}</p></main></body></html>`;

export const connectedPage = (accountName: string): string =>
  page('Rocket подключён', `Аккаунт «${accountName}» подключён. Вернитесь в amoCRM: виджет уже работает.`);

export const refusedPage = (reason: string): string =>
  page('Подключение не состоялось', `${reason}. Вернитесь в amoCRM и нажмите «Подключить» ещё раз.`);

export const laterPage = (): string =>
  page(
    'Подключаем…',
    'amoCRM отвечает медленно. Подключение закончится само, обычно за минуту: вернитесь в amoCRM и обновите страницу.',
  );
