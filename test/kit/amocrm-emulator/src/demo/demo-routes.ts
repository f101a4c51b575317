import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { disposableToken, install, uninstall } from '../acts';
import { WIDGET_CODE } from '../control-door';
import { send, sendJson, type Stage, type Visit } from '../http';
import { sessionCookie, sessionOf } from '../session';
import { hostOf } from '../world';
import { amoSdk } from './browser/amo-sdk';
import { demoShell } from './browser/demo-shell';
import { miniJquery } from './browser/mini-jquery';
import type { DemoSettings } from './browser/types';
import { widgetDriver } from './browser/widget-driver';
import { PAGE_STYLES } from './page-styles';
import { pageBody } from './page-templates';

export type DemoPageOptions = DemoSettings;

/** Answers `/demo…` and `/ajax…` and says `true`, or leaves the request alone. `body` is what was already read. */
export type DemoHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  body?: string,
) => Promise<boolean>;

/** Files of other packages the page needs. */
export const demoAssets = {
  /** The AMD loader that amoCRM's pages have too. */
  get requirejs(): string {
    return createRequire(import.meta.url).resolve('requirejs/require.js');
  },
};

/** The page itself. All its addresses are relative to the origin, so that the API can show it as its own. */
export function demoPageHtml(options: DemoPageOptions): string {
  // A data block is no script to a content security policy; `<` is the one letter that could end it early.
  const settings = JSON.stringify(options).replace(/</g, '\\u003c');
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Сделка · Демо-CRM</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/demo/page.css"></head><body>
${pageBody(options.widgetCode)}
<script type="application/json" id="demo-settings">${settings}</script>
<script src="/demo/require.js"></script><script src="/demo/page.js"></script></body></html>`;
}

/** The browser part: typed functions sent as their own text, so that no second build is needed. */
export const demoPageScript = (): string => `'use strict';
(async () => {
const miniJquery = ${String(miniJquery)};
const amoSdk = ${String(amoSdk)};
const widgetDriver = ${String(widgetDriver)};
const demoShell = ${String(demoShell)};
const settings = JSON.parse(document.getElementById('demo-settings').textContent);
const $ = miniJquery();
const sdk = amoSdk($, settings);
window.$ = window.jQuery = $;
define('jquery', [], () => $);
define('lib/components/base/modal', [], () => sdk.Modal);
let driver = null;
let trouble = null;
try { driver = await widgetDriver(sdk, settings); } catch (error) { trouble = error.message; console.error(error); }
demoShell($, sdk, settings, driver, trouble);
document.body.dataset.ready = trouble === null ? 'yes' : 'trouble';
})();
`;

function pageOptions(visit: Visit): DemoPageOptions {
  const { stage } = visit;
  return {
    ...sessionOf(visit),
    clientId: stage.clientId,
    product: stage.product && {
      clientId: stage.product.clientId,
      cardUrl: stage.product.cardUrl,
      title: stage.product.title,
    },
    widgetPath: stage.widgetPath,
    widgetCode: WIDGET_CODE,
    accounts: stage.world.accounts.map((account) => ({
      id: account.id,
      name: account.name,
      subdomain: account.subdomain,
      host: hostOf(account),
      timeZone: account.timeZone,
      installed: account.installed,
      users: account.users,
    })),
  };
}

/** Stricter than amoCRM's own pages: what works here needs no inline script, no inline style and nobody else's address. */
const policyOf = ({ product }: Stage): string =>
  [
    `default-src 'self'`,
    `img-src 'self' data:`,
    `frame-src 'self'${product ? ` ${new URL(product.cardUrl).origin}` : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

async function answer(visit: Visit): Promise<boolean> {
  const { stage, url, request, response } = visit;
  const route = `${request.method} ${url.pathname.replace(/\/$/, '')}`;
  switch (route) {
    case 'GET /demo':
      response.setHeader('Set-Cookie', sessionCookie(sessionOf(visit)));
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Content-Security-Policy', policyOf(stage));
      response.setHeader('X-Content-Type-Options', 'nosniff');
      return send(visit, 200, 'text/html; charset=utf-8', demoPageHtml(pageOptions(visit)));
    case 'GET /demo/page.js':
      return send(visit, 200, 'text/javascript; charset=utf-8', demoPageScript());
    case 'GET /demo/page.css':
      return send(visit, 200, 'text/css; charset=utf-8', PAGE_STYLES);
    case 'GET /demo/require.js':
      return send(visit, 200, 'text/javascript; charset=utf-8', readFileSync(demoAssets.requirejs, 'utf8'));
    case 'POST /demo/install':
      return sendJson(visit, 200, { status: await install(stage, sessionOf(visit).accountId, WIDGET_CODE) });
    case 'POST /demo/uninstall':
      return sendJson(visit, 200, { status: await uninstall(stage, sessionOf(visit).accountId) });
    case `GET /ajax/v2/integrations/${stage.clientId}/disposable_token`: {
      const { accountId, userId } = sessionOf(visit);
      response.setHeader('Cache-Control', 'no-store');
      return sendJson(visit, 200, { token: await disposableToken(stage, accountId, userId) });
    }
    case `GET /ajax/v2/integrations/${stage.product?.clientId}/disposable_token`: {
      const { accountId, userId } = sessionOf(visit);
      response.setHeader('Cache-Control', 'no-store');
      return sendJson(visit, 200, { token: await disposableToken(stage, accountId, userId, stage.product!) });
    }
    default:
      return false;
  }
}

/** The demo's door, for the emulator's own server or any other `node:http` server. */
export const createDemoHandler =
  (stage: Stage): DemoHandler =>
  (request, response, body = '') => {
    const url = new URL(request.url ?? '/', 'http://emulator');
    return answer({ stage, request, response, url, host: request.headers.host ?? '', body });
  };
