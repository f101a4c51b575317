import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { faultsIn } from '../check-package.mjs';
import { inside, makeWidget } from './outside';

const root = join(__dirname, '..');
const amocrm = join(root, 'amocrm');
/** What the cases below spoil, of the manifest and of a dictionary. */
interface Tree {
  widget: Record<string, unknown>;
  locations: string[];
  tour?: unknown;
  settings: Record<string, unknown>;
}

let built: string;
let script: string;

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'rocket-widget-'));
  const vite = join(root, '../../node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', built, '--logLevel', 'error'], {
    cwd: root,
  });
  script = readFileSync(join(built, 'script.js'), 'utf8');
}, 60_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

describe('script.js as it is shipped', () => {
  it('is one anonymous AMD module that names nothing in the page', () => {
    const page = { define: undefined as unknown };
    const calls: unknown[][] = [];
    page.define = (...given: unknown[]) => calls.push(given);
    runInContext(script, createContext(page));
    expect(Object.keys(page)).toEqual(['define']);
    expect(calls).toHaveLength(1);
    const [needs, make] = calls[0] as [unknown[], () => unknown];
    expect(needs).toEqual([]);
    expect(typeof make()).toBe('function');
  });

  it('lives its whole life in a page that loads it as amoCRM does, and leaves nothing', () => {
    let CustomWidget: (new () => unknown) | undefined;
    const define = (_: unknown, make: () => new () => unknown) => (CustomWidget = make());
    new Function('define', script)(define);
    if (!CustomWidget) throw new Error('define was not called');
    const never = () => new Promise(() => {});
    const { callbacks } = makeWidget(CustomWidget, 'https://api.example', { $authorizedAjax: never });
    callbacks.render();
    callbacks.init();
    callbacks.bind_actions();
    const corner = inside();
    expect(corner.querySelector('button')?.getAttribute('aria-label')).toContain('Rocket');
    expect(corner.parentNode?.querySelector('style')?.textContent).toContain('.launcher');
    callbacks.destroy();
    expect(document.body.innerHTML).toBe('');
  });

  it('fits into 30 KB', () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(30 * 1024);
  });
});

describe('the package', () => {
  const files = (): Record<string, Uint8Array> => {
    const read = (path: string) => [path, readFileSync(join(amocrm, path))] as const;
    const within = (folder: string) =>
      readdirSync(join(amocrm, folder)).map((name) => read(`${folder}/${name}`));
    const all = [read('manifest.json'), ...within('i18n'), ...within('images')];
    return { ...Object.fromEntries(all), 'script.js': Buffer.from(script) };
  };
  const json = (path: string, change: (tree: Tree) => void) => {
    const all = files();
    const tree = JSON.parse(Buffer.from(all[path] ?? '').toString('utf8')) as Tree;
    change(tree);
    return { ...all, [path]: Buffer.from(JSON.stringify(tree)) };
  };
  const without = (path: string) => {
    const { [path]: _, ...rest } = files();
    return rest;
  };

  it('has nothing that amoCRM’s documents refuse', () => expect(faultsIn(files())).toEqual([]));

  it.each<[string, () => Record<string, Uint8Array>, RegExp]>([
    ['a missing script', () => without('script.js'), /script\.js is missing/],
    [
      'a named module',
      () => ({ ...files(), 'script.js': Buffer.from("define('x',[],function(){})") }),
      /anonymous/,
    ],
    [
      'code made at run time',
      () => ({ ...files(), 'script.js': Buffer.from('define([],function(){eval("1")})') }),
      /run time/,
    ],
    ['a manifest that is not JSON', () => ({ ...files(), 'manifest.json': Buffer.from('{,}') }), /not JSON/],
    [
      'the old interface',
      () => json('manifest.json', (m) => (m.widget['interface_version'] = 1)),
      /interface_version/,
    ],
    ['an unknown location', () => json('manifest.json', (m) => m.locations.push('moon')), /moon/],
    [
      'everywhere more than once',
      () => json('manifest.json', (m) => (m.widget['init_once'] = false)),
      /initialised once/,
    ],
    [
      'a menu without its page',
      () => json('manifest.json', (m) => (m.locations = ['settings'])),
      /widget_page/,
    ],
    ['no support', () => json('manifest.json', (m) => (m.widget['support'] = {})), /support/],
    [
      'an unknown field',
      () => json('manifest.json', (m) => (m.settings['consent'] = { type: 'tick' })),
      /tick/,
    ],
    ['no tour', () => json('manifest.json', (m) => delete m.tour), /tour/],
    [
      'a text missing in one language',
      () => json('i18n/en.json', (t) => delete t.settings['consent']),
      /en\.json has no settings\.consent/,
    ],
    ['a language without its file', () => without('i18n/en.json'), /i18n\/en\.json is missing/],
    [
      'a name too long for the card',
      () => json('i18n/ru.json', (t) => (t.widget['name'] = 'Я'.repeat(31))),
      /name in ru is 31/,
    ],
    [
      'a logo of the wrong size',
      () => ({ ...files(), 'images/logo.png': files()['images/logo_min.png']! }),
      /84×84, must be 130×100/,
    ],
    ['a missing tour picture', () => without('images/tour_1_ru.png'), /tour_1_ru\.png is named/],
    ['a heavy picture', () => ({ ...files(), 'images/x.png': Buffer.alloc(300 * 1024 + 1) }), /307201 bytes/],
  ])('is refused for %s', (_, spoilt, said) => expect(faultsIn(spoilt()).join('\n')).toMatch(said));
});
