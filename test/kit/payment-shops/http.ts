import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request at a double, with its body already read. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: string;
}

/** Answers and says true, or leaves the visit to the next door. */
export type Door = (visit: Visit) => boolean | Promise<boolean>;

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(port: number, door: Door): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request, response, door).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`The double failed: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://double');
  const visit = { request, response, url, body: Buffer.concat(chunks).toString('utf8') };
  if (!(await door(visit))) send(visit, 404, 'text/plain', 'Nothing here');
}

export function send({ response }: Visit, status: number, type: string, body: string): true {
  response
    .writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' })
    .end(body);
  return true;
}

export const sendJson = (visit: Visit, status: number, body: unknown): true =>
  send(visit, status, 'application/json', JSON.stringify(body));

export function redirect({ response }: Visit, location: string): true {
  response.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end();
  return true;
}

export const fieldsOf = (visit: Visit): Record<string, string> => ({
  ...Object.fromEntries(visit.url.searchParams),
  ...Object.fromEntries(new URLSearchParams(visit.body)),
});

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Cuts the connection without an answer, as a network does. */
export function cutOff({ response }: Visit): true {
  response.socket?.destroy();
  return true;
}

/** A page to pay at, for a person who tries the house out. */
export function payPage(page: {
  readonly shop: string;
  readonly accent: string;
  readonly title: string;
  readonly amount: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}): string {
  const hidden = Object.entries(page.fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.shop)}: оплата</title><style>
body{font:16px/1.5 system-ui,sans-serif;background:#f3f4f6;color:#111827;margin:0;display:grid;min-height:100vh;place-items:center}
main{background:#fff;border-radius:16px;padding:32px;width:min(420px,88vw);box-shadow:0 8px 32px #0002}
h1{font-size:18px;margin:0 0 4px;color:${page.accent}}p{margin:4px 0}.sum{font-size:32px;font-weight:600;margin:12px 0 20px}
button{font:inherit;border:0;border-radius:10px;padding:12px 20px;width:100%;margin-top:10px;cursor:pointer}
.pay{background:${page.accent};color:#fff}.no{background:#e5e7eb}small{color:#6b7280}</style>
<main><h1>${escapeHtml(page.shop)}</h1><p>${escapeHtml(page.title)}</p>
<p class="sum">${escapeHtml(page.amount)}</p>
<form method="post" action="${escapeHtml(page.action)}">${hidden}
<button class="pay" name="act" value="pay">Оплатить</button><button class="no" name="act" value="decline">Отказаться</button></form>
<p><small>Это двойник платёжной системы для демонстрации: карта не нужна, деньги не списываются.</small></p></main></html>`;
}

export const textPage = (title: string, text: string): string =>
  `<!doctype html><html lang="ru"><meta charset="utf-8"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></html>`;

/** `12200.00` → `12 200,00 ₽`. */
export function writeRoubles(amount: string): string {
  const [whole = '0', part = '00'] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${part.slice(0, 2).padEnd(2, '0')}\u00a0₽`;
}
