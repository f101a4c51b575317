import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { chromium, type Browser, type Page } from 'playwright-core';
import { heaviestScript } from '../../apps/widget/check-package.mjs';
import type { Measure } from './measure';

/** What amoCRM is given: the figures are of these files and of nothing that happens to lie beside them. */
const archive = join(process.cwd(), 'dist/apps/widget/widget.zip');
const loader = join(process.cwd(), 'node_modules/requirejs/require.js');
const PAGE = `<!doctype html><html lang="ru"><body><script src="/require.js"></script></body></html>`;
/** What one page may give us of its main thread when it opens, in milliseconds. Printed beside the figure, never judged. */
const GOAL_MS = 30;

let scripts: readonly (readonly [name: string, bytes: Uint8Array])[] = [];
let server: Server;
let browser: Browser;
let page: Page;
const starts: number[] = [];

/**
 * One page that opens: the module is evaluated, amoCRM's three callbacks are called, the button stands. What the network
 * does is left out: the script is already there and the API never answers.
 */
async function start(): Promise<void> {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  starts.push(
    await page.evaluate(async () => {
      const text = await (await fetch('/script.js')).text();
      const begun = performance.now();
      let Widget: (new () => { callbacks: Record<string, () => unknown> }) | undefined;
      const define = (_: unknown, make: (r: unknown) => typeof Widget) => {
        Widget = make(() => undefined);
      };
      new Function('define', text)(define);
      Object.assign(Widget!.prototype as object, {
        get_install_status: () => 'installed',
        get_settings: () => ({ path: '/widget', widget_code: 'rocket' }),
        system: () => ({ subdomain: 'bench', amouser_id: 1 }),
        $authorizedAjax: () => new Promise(() => undefined),
      });
      const { callbacks } = new Widget!();
      callbacks['render']!();
      callbacks['init']!();
      callbacks['bind_actions']!();
      // Style and layout are asked for too: they are our share as well.
      document.body.getBoundingClientRect();
      return performance.now() - begun;
    }),
  );
}

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

export const measures: readonly Measure[] = [
  {
    name: 'Widget on a page of amoCRM',
    unit: 'starts',
    needsBuild: true,
    prepare: async () => {
      scripts = Object.entries(unzipSync(readFileSync(archive))).filter(([name]) => name.endsWith('.js'));
      const served = new Map<string, Uint8Array>(scripts.map(([name, bytes]) => [`/${name}`, bytes]));
      served.set('/require.js', readFileSync(loader));
      server = createServer((request, response) => {
        const script = served.get(request.url ?? '');
        response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
        response.end(script ?? PAGE);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      browser = await chromium.launch({
        executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
        chromiumSandbox: process.getuid?.() !== 0,
      });
      page = await browser.newPage();
      await start();
      starts.length = 0;
    },
    run: start,
    finish: async () => {
      await browser.close();
      server.close();
      const sorted = [...starts].sort((a, b) => a - b);
      const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
      console.log(
        `    main thread at start: ${at(0.5)} ms in the middle, ${at(0.95)} ms of 95 in 100 (goal ${GOAL_MS} ms)`,
      );
      for (const [name, bytes] of scripts) {
        const budget = name === 'script.js' ? ` (every page loads it: at most ${heaviestScript})` : '';
        console.log(`    ${name}: ${gzipped(bytes)} bytes gzip${budget}`);
      }
    },
  },
];
