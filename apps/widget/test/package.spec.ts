import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
  advanced?: unknown;
  left_menu: Record<string, { sort: { after: string } }>;
}

let built: string;
let script: string;

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'rocket-widget-'));
  execFileSync(process.execPath, [join(root, 'build.mjs'), built]);
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
    expect(needs).toEqual(['require']);
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

  it('fits into 12 KB, and has neither Preact nor a screen in it', () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(12 * 1024);
    expect(script).not.toContain('Витрина');
    expect(script).not.toContain('__k');
  });

  it('names the file of its screens, which is a module too and names nothing in the page', () => {
    const names = readdirSync(built).filter((name) => name.startsWith('screens-'));
    expect(names).toHaveLength(1);
    expect(script).toContain(names[0]);
    const page = { define: undefined as unknown, made: undefined as unknown };
    page.define = (_: unknown, make: () => unknown) => (page.made = make());
    runInContext(readFileSync(join(built, names[0]!), 'utf8'), createContext(page));
    expect(Object.keys(page)).toEqual(['define', 'made']);
    expect(page.made).toMatchObject({
      draw: expect.any(Function),
      styles: expect.stringContaining('.shelf'),
    });
  });
});

describe('the package', () => {
  const files = (): Record<string, Uint8Array> => {
    const read = (path: string) => [path, readFileSync(join(amocrm, path))] as const;
    const within = (folder: string) =>
      readdirSync(join(amocrm, folder)).map((name) => read(`${folder}/${name}`));
    const all = [read('manifest.json'), ...within('i18n'), ...within('images')];
    const screens = readdirSync(built).find((name) => name.startsWith('screens-'))!;
    return {
      ...Object.fromEntries(all),
      'script.js': Buffer.from(script),
      [screens]: readFileSync(join(built, screens)),
    };
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
    [
      'a file that script.js asks for and is not there',
      () => Object.fromEntries(Object.entries(files()).filter(([path]) => !path.startsWith('screens-'))),
      /screens-[\w-]+\.js is asked for and not there/,
    ],
    [
      'a named module beside script.js',
      () => ({ ...files(), 'more.js': Buffer.from("define('more',[],function(){})") }),
      /more\.js does not begin with an anonymous define/,
    ],
    [
      'a source map',
      () => ({ ...files(), 'script.js': Buffer.from(`${script}\n//# sourceMappingURL=x`) }),
      /source map/,
    ],
    ['a missing manifest', () => without('manifest.json'), /manifest\.json is missing/],
    ['no language', () => json('manifest.json', (m) => (m.widget['locale'] = [])), /locale is empty/],
    [
      'an installation that is neither yes nor no',
      () => json('manifest.json', (m) => (m.widget['installation'] = 'yes')),
      /installation must be/,
    ],
    [
      'a version of words',
      () => json('manifest.json', (m) => (m.widget['version'] = 'first')),
      /not three numbers/,
    ],
    ['nothing to fill in', () => json('manifest.json', (m) => (m.settings = {})), /settings are required/],
    ['no place', () => json('manifest.json', (m) => (m.locations = [])), /locations are empty/],
    ['a place twice', () => json('manifest.json', (m) => m.locations.push('settings')), /stands twice/],
    [
      'the digital pipeline without its section',
      () => json('manifest.json', (m) => m.locations.push('digital_pipeline')),
      /action_multiple/,
    ],
    [
      'a page of settings without a title',
      () => json('manifest.json', (m) => delete m.advanced),
      /advanced\.title is required/,
    ],
    [
      'a title of a page that has no place',
      () =>
        json('manifest.json', (m) => (m.locations = m.locations.filter((l) => l !== 'advanced_settings'))),
      /advanced needs location/,
    ],
    [
      'a menu item after nothing',
      () => json('manifest.json', (m) => (m.left_menu['rocket']!.sort = { after: 'moon' })),
      /stands after «moon»/,
    ],
    ['a tour that is none', () => json('manifest.json', (m) => (m.tour = { is_tour: false })), /is_tour/],
    [
      'a tour without pictures in one language',
      () => json('manifest.json', (m) => ((m.tour as { tour_images: object }).tour_images = { ru: [] })),
      /no picture for en/,
    ],
    ['an empty name', () => json('manifest.json', (m) => (m.widget['name'] = '')), /widget\.name is empty/],
    ['a missing logo', () => without('images/logo_dp.png'), /logo_dp\.png is missing/],
    [
      'a picture that is none',
      () => ({ ...files(), 'images/x.png': Buffer.from('GIF89a') }),
      /x\.png is not a PNG/,
    ],
    [
      'a description too long for the card',
      () => json('i18n/en.json', (t) => (t.widget['description'] = 'x'.repeat(401))),
      /description in en is 401/,
    ],
    [
      'a teaser too long for the card',
      () => json('i18n/en.json', (t) => (t.widget['short_description'] = 'x'.repeat(61))),
      /short_description in en is 61/,
    ],
    [
      'more on every page than we allow ourselves',
      () => ({ ...files(), 'script.js': Buffer.concat([Buffer.from(script), randomBytes(12 * 1024)]) }),
      /script\.js is \d+ bytes gzip/,
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
