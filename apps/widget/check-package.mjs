/**
 * Reads dist/apps/widget/widget.zip as amoCRM would and names everything its documented rules refuse.
 * Exits with 1 when there is anything. `faultsIn` takes the files, so that a test can spoil them one by one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

const legalLocations = new Set([
  ...['lcard', 'ccard', 'comcard', 'cucard', 'llist', 'clist', 'tlist', 'culist'].flatMap((place) => [
    `${place}-0`,
    `${place}-1`,
  ]),
  ...[
    'settings',
    'advanced_settings',
    'card_sdk',
    'catalogs',
    'digital_pipeline',
    'lead_sources',
    'widget_page',
    'sms',
  ],
  ...['mobile_card', 'salesbot_designer', 'website_chat_button', 'whatsapp_modal', 'everywhere'],
]);
const fieldTypes = new Set(['text', 'pass', 'users', 'users_lp', 'custom']);
const menuCodes = new Set([
  'dashboard',
  'leads',
  'customers',
  'tasks',
  'catalogs',
  'mail',
  'stats',
  'settings',
]);
const logos = {
  'images/logo.png': [130, 100],
  'images/logo_min.png': [84, 84],
  'images/logo_small.png': [108, 108],
  'images/logo_medium.png': [240, 84],
  'images/logo_main.png': [400, 272],
  'images/logo_dp.png': [174, 109],
};
const heaviestImage = 300 * 1024;
/** Of the card: name, teaser, description. */
const longest = { name: 30, short_description: 60, description: 400 };

const at = (tree, path) => path.split('.').reduce((node, key) => node?.[key], tree);
const isText = (value) => typeof value === 'string' && value.trim() !== '';

/** @param {Record<string, Uint8Array>} files by path inside the archive @returns {string[]} what is wrong */
export function faultsIn(files) {
  const faults = [];
  const read = (path) => {
    if (!files[path]) return faults.push(`${path} is missing`) && null;
    try {
      return JSON.parse(Buffer.from(files[path]).toString('utf8'));
    } catch (error) {
      return faults.push(`${path} is not JSON: ${error.message}`) && null;
    }
  };
  const manifest = read('manifest.json');
  if (manifest) {
    const texts = Object.fromEntries(
      (manifest.widget?.locale ?? []).map((locale) => [locale, read(`i18n/${locale}.json`)]),
    );
    faults.push(
      ...widgetFaults(manifest),
      ...placeFaults(manifest),
      ...tourFaults(manifest, files),
      ...textFaults(manifest, texts),
    );
  }
  return [...faults, ...scriptFaults(files), ...imageFaults(files)];
}

function widgetFaults({ widget = {}, settings = {} }) {
  const faults = [];
  if (widget.interface_version !== 2) faults.push('widget.interface_version must be 2');
  if (!Array.isArray(widget.locale) || widget.locale.length === 0) faults.push('widget.locale is empty');
  if (typeof widget.installation !== 'boolean') faults.push('widget.installation must be true or false');
  if (!/^\d+\.\d+\.\d+$/.test(widget.version ?? '')) faults.push('widget.version is not three numbers');
  if (!isText(widget.support?.link) && !isText(widget.support?.email))
    faults.push('widget.support has neither link nor email');
  if (widget.installation && Object.keys(settings).length === 0)
    faults.push('settings are required with installation');
  for (const [code, field] of Object.entries(settings))
    if (!fieldTypes.has(field.type)) faults.push(`settings.${code}.type «${field.type}» is unknown`);
  return faults;
}

function placeFaults({ locations = [], dp, advanced, left_menu: menu, widget = {} }) {
  const faults = locations
    .filter((place) => !legalLocations.has(place))
    .map((place) => `location «${place}» is unknown`);
  if (locations.length === 0) faults.push('locations are empty');
  if (new Set(locations).size !== locations.length) faults.push('a location stands twice');
  if (locations.includes('digital_pipeline') && typeof dp?.action_multiple !== 'boolean')
    faults.push('dp.action_multiple is required');
  if (locations.includes('advanced_settings') && !isText(advanced?.title))
    faults.push('advanced.title is required with location advanced_settings');
  if (advanced && !locations.includes('advanced_settings'))
    faults.push('advanced needs location advanced_settings');
  if (menu && !locations.includes('widget_page')) faults.push('left_menu needs location widget_page');
  if (locations.includes('everywhere') && !widget.init_once)
    faults.push('a widget everywhere must be initialised once');
  for (const [code, item] of Object.entries(menu ?? {}))
    if (item.sort?.after && !menuCodes.has(item.sort.after))
      faults.push(`left_menu.${code} stands after «${item.sort.after}», which is no item`);
  return faults;
}

function tourFaults({ tour, widget = {}, left_menu: menu = {} }, files) {
  if (!tour) return ['tour is missing'];
  const faults = [];
  if (tour.is_tour !== true) faults.push('tour.is_tour must be true');
  const pictures = (widget.locale ?? []).flatMap((locale) => {
    const own = tour.tour_images?.[locale] ?? [];
    if (own.length === 0) faults.push(`the tour has no picture for ${locale}`);
    return own;
  });
  const icons = Object.values(menu)
    .map((item) => item.icon)
    .filter(Boolean);
  for (const picture of [...pictures, ...icons])
    if (!files[picture.replace(/^\//, '')]) faults.push(`${picture} is named and not there`);
  return faults;
}

function textFaults({ widget = {}, tour, settings = {}, advanced, left_menu: menu = {} }, texts) {
  const paths = [
    ['widget.name', widget.name],
    ['widget.description', widget.description],
    ['widget.short_description', widget.short_description],
    ['tour.tour_description', tour?.tour_description],
    ...Object.entries(settings).map(([code, field]) => [`settings.${code}.name`, field.name]),
    ...(advanced ? [['advanced.title', advanced.title]] : []),
    ...Object.entries(menu).map(([code, item]) => [`left_menu.${code}.title`, item.title]),
  ];
  const faults = paths.filter(([, path]) => !isText(path)).map(([key]) => `${key} is empty`);
  for (const [locale, tree] of Object.entries(texts)) {
    if (!tree) continue;
    for (const [, path] of paths)
      if (isText(path) && !isText(at(tree, path))) faults.push(`i18n/${locale}.json has no ${path}`);
    for (const [key, most] of Object.entries(longest)) {
      const text = isText(widget[key]) ? at(tree, widget[key]) : undefined;
      if (isText(text) && [...text].length > most)
        faults.push(`${key} in ${locale} is ${[...text].length} characters, ${most} allowed`);
    }
  }
  return faults;
}

/** Ours, not amoCRM's: what every page is asked to load for us, in bytes after gzip. */
export const heaviestScript = 12 * 1024;

function scriptFaults(files) {
  if (!files['script.js']) return ['script.js is missing'];
  const text = (path) => Buffer.from(files[path]).toString('utf8');
  const faults = [];
  for (const path of Object.keys(files).filter((name) => name.endsWith('.js'))) {
    const script = text(path);
    if (!/^\s*define\(\s*(\[[^\]]*\]\s*,\s*)?function/.test(script))
      faults.push(`${path} does not begin with an anonymous define(`);
    if (/\bimport\s*\(|\beval\s*\(|new Function\b/.test(script))
      faults.push(`${path} loads or makes code at run time`);
    if (/sourceMappingURL/.test(script)) faults.push(`${path} points at a source map`);
  }
  for (const [, name] of text('script.js').matchAll(/["'`](?:\.\/)?(screens-[\w-]+\.js)["'`]/g))
    if (!files[name]) faults.push(`${name} is asked for and not there`);
  const weight = gzipSync(files['script.js'], { level: 9 }).length;
  if (weight > heaviestScript) faults.push(`script.js is ${weight} bytes gzip, ${heaviestScript} allowed`);
  return faults;
}

function imageFaults(files) {
  const faults = [];
  for (const [path, [width, height]] of Object.entries(logos)) {
    if (!files[path]) faults.push(`${path} is missing`);
    else {
      const [w, h] = pngSize(files[path]);
      if (w !== width || h !== height) faults.push(`${path} is ${w}×${h}, must be ${width}×${height}`);
    }
  }
  for (const [path, bytes] of Object.entries(files)) {
    if (!path.startsWith('images/')) continue;
    if (bytes.length > heaviestImage)
      faults.push(`${path} is ${bytes.length} bytes, ${heaviestImage} allowed`);
    if (path.endsWith('.png') && Number.isNaN(pngSize(bytes)[0])) faults.push(`${path} is not a PNG`);
  }
  return faults;
}

/** Width and height stand in the first chunk of every PNG. */
function pngSize(bytes) {
  const buffer = Buffer.from(bytes);
  const isPng = buffer.length > 24 && buffer.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  return isPng ? [buffer.readUInt32BE(16), buffer.readUInt32BE(20)] : [NaN, NaN];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const archive = fileURLToPath(new URL('../../dist/apps/widget/widget.zip', import.meta.url));
  const faults = existsSync(archive)
    ? faultsIn(unzipSync(readFileSync(archive)))
    : ['widget.zip is not built'];
  for (const fault of faults) console.error(`widget.zip: ${fault}`);
  if (faults.length > 0) process.exit(1);
  console.log('widget.zip: everything amoCRM documents is in order');
}
