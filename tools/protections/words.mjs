// @ts-check
const API = 'apps/api/src';
const STRANGERS = `${API}/platform/http/strangers.spec.ts`;
const HEADERS = 'are answered with the same guarded headers everywhere';
const SHEET = 'libs/documents/src/spreadsheet';
const PROMISE = 'Nobody’s words become markup, formulas, headers or paths.';
const LETTERS = 'test/scenarios/letters.scenario.ts';
const NAME_OF_MARKUP = 'show a name full of markup and line breaks as text';

/** @param {{ hole: string, file: string, from: string, to: string, by: string, test?: string, and?: readonly import('../planted.mjs').Change[], besides?: readonly import('../planted.mjs').Change[] }} hole */
const off = (hole) => ({ promise: PROMISE, ...hole });

/** @type {readonly import('./holes.mjs').Hole[]} */
export const WORDS = [
  off({
    hole: 'pages may run what stands in them',
    file: `${API}/platform/http/security-headers.ts`,
    from: 'objectSrc: ["\'none\'"],',
    to: 'objectSrc: ["\'none\'"],\n        scriptSrc: ["\'self\'", "\'unsafe-inline\'"],',
    by: STRANGERS,
    test: HEADERS,
  }),
  off({
    hole: 'anybody may frame our pages',
    file: `${API}/platform/http/security-headers.ts`,
    from: 'frameAncestors: ["\'none\'"],',
    to: '',
    by: STRANGERS,
    test: HEADERS,
  }),
  off({
    hole: 'answers say nothing to browsers',
    file: `${API}/app.ts`,
    from: '  await protect(app, config);\n',
    to: '',
    by: STRANGERS,
    test: HEADERS,
  }),
  off({
    hole: 'a refusal of what is no address may be sniffed',
    file: `${API}/platform/http/unheard-requests.ts`,
    from: "  'x-content-type-options': 'nosniff',\n",
    to: '',
    by: STRANGERS,
    test: HEADERS,
  }),
  off({
    hole: 'what a door answers is kept on the way',
    file: `${API}/platform/http/security-headers.ts`,
    from: "reply.hasHeader('etag') ? 'private, no-cache' : 'no-store'",
    to: "reply.hasHeader('etag') ? 'private, no-cache' : 'public'",
    by: STRANGERS,
    test: HEADERS,
  }),
  off({
    hole: 'the name of an account is markup on the page amoCRM leads to',
    file: `${API}/installs/install-page.ts`,
    from: 'text.replace(/[&<>"\']/g, (letter) => ESCAPES[letter]!);',
    to: 'text.replace(/[&]/g, (letter) => ESCAPES[letter]!);',
    by: 'test/scenarios/installing-twice.scenario.ts',
    test: 'whose name is markup',
  }),
  off({
    hole: 'the name of a product is markup in a letter',
    file: `${API}/mail/compose-mail.ts`,
    from: 'text.replace(/[&<>"\']/g, (sign) => ENTITIES[sign]!);',
    to: 'text.replace(/[&]/g, (sign) => ENTITIES[sign]!);',
    by: LETTERS,
    test: NAME_OF_MARKUP,
  }),
  off({
    hole: 'a line break in a name begins a header of a letter',
    file: `${API}/mail/compose-mail.ts`,
    from: "text.replace(/[\\u0000-\\u001f\\u007f]+/g, ' ').slice(0, 200);",
    to: 'text.slice(0, 200);',
    by: `${API}/mail/compose-mail.spec.ts`,
    test: 'is one line',
  }),
  off({
    hole: 'a letter shown to staff may run scripts',
    file: 'apps/control-panel/src/staff/letter-look.tsx',
    from: 'sandbox="allow-same-origin"',
    to: 'sandbox="allow-same-origin allow-scripts"',
    by: 'apps/control-panel/src/staff/letter-look.spec.tsx',
    test: 'runs nothing',
  }),
  off({
    hole: 'requisites may have several lines',
    file: 'libs/contracts/src/requisites.ts',
    from: "value.replace(/\\s+/g, ' ').trim());\nexport const text",
    to: 'value.trim());\nexport const text',
    by: 'test/scenarios/bad-input-by-field.scenario.ts',
    test: 'of several lines are one',
  }),
  off({
    hole: 'a name becomes a formula in a CSV',
    file: `${SHEET}.ts`,
    from: "const disarmed = FORMULA.test(text) ? `'${text}` : text;",
    to: 'const disarmed = text;',
    by: `${SHEET}.spec.ts`,
    test: 'a table as CSV disarms a text',
  }),
  off({
    hole: 'a formula stands behind a comma in a CSV',
    file: `${SHEET}.ts`,
    from: 'const SPLITS = /[",;\\t\\r\\n]/;',
    to: 'const SPLITS = /[";\\t\\r\\n]/;',
    by: `${SHEET}.spec.ts`,
    test: 'leaves a formula no way in',
  }),
  off({
    hole: 'a line break in a name begins a row of a CSV',
    file: `${SHEET}.ts`,
    from: 'const SPLITS = /[",;\\t\\r\\n]/;',
    to: 'const SPLITS = /[",;]/;',
    by: `${SHEET}.spec.ts`,
    test: 'leaves a formula no way in',
  }),
  off({
    hole: 'a quote in a name ends its cell of a CSV',
    file: `${SHEET}.ts`,
    from: "disarmed.replaceAll('\"', '\"\"')",
    to: 'disarmed',
    by: `${SHEET}.spec.ts`,
    test: 'opens in a Russian Excel',
  }),
  off({
    hole: 'a name becomes a formula in a workbook',
    file: `${SHEET}.ts`,
    from: 'return { value: clean(String(value)), type: String, wrap: true };',
    to: "return { value: clean(String(value)), ...(String(value).startsWith('=') ? { type: 'Formula' as const } : { type: String }), wrap: true };",
    by: `${SHEET}.spec.ts`,
    test: 'a table as a workbook',
  }),
  off({
    hole: 'a name becomes an element of an electronic document',
    file: 'libs/documents/src/xml.ts',
    from: 'text.replace(/[&<>"\\t\\n\\r]/g,',
    to: 'text.replace(/[&"\\t\\n\\r]/g,',
    by: 'libs/documents/src/xml.spec.ts',
  }),
  off({
    hole: 'a name becomes an element of a file for an accountant’s program',
    file: 'libs/documents/src/xml-text.ts',
    from: 'withoutForbidden(text).replace(/[&<>"]/g,',
    to: 'withoutForbidden(text).replace(/[&]/g,',
    by: 'libs/documents/src/xml.spec.ts',
  }),
  off({
    hole: 'any file is taken for a scan',
    file: `${API}/leaving/keep-signed-copy.ts`,
    from: 'bytes.every((byte, index) => file.bytes[index] === byte),',
    to: 'bytes.every((byte, index) => file.bytes[index] !== byte) || bytes.length > 0,',
    by: 'test/scenarios/leaving-and-thresholds.scenario.ts',
    test: 'money goes back only after the signed correction',
  }),
  off({
    hole: 'a scan is opened as a page of ours',
    file: `${API}/leaving/signed-copies.controller.ts`,
    from: "      .header('content-security-policy', \"default-src 'none'; frame-ancestors 'none'; sandbox\")\n",
    to: '',
    by: 'test/scenarios/leaving-and-thresholds.scenario.ts',
    test: 'money goes back only after the signed correction',
  }),
  off({
    hole: 'a picture of a product may be a program',
    file: `${API}/storefront/sniff-picture.ts`,
    from: '  return null;\n',
    to: "  return 'image/png';\n",
    by: `${API}/storefront/sniff-picture.spec.ts`,
  }),
  off({
    hole: 'an address leads to a file beside the front ends',
    file: `${API}/platform/http/front-ends.ts`,
    from: '  if (!path.startsWith(root + sep)) return false;\n',
    to: '',
    by: STRANGERS,
    test: 'are given no file but those of the front ends',
  }),
  off({
    hole: 'any page may call for the widget',
    file: `${API}/platform/http/widget-cors.ts`,
    from: '(?:amocrm\\.ru|kommo\\.com|amocrm\\.com)$/;',
    to: '(?:amocrm\\.ru|kommo\\.com|amocrm\\.com)/;',
    by: `${API}/platform/http/requests.spec.ts`,
    test: 'the widget may not call from',
  }),
];
