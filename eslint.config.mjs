// The walls between rooms. Inside apps/api, where Nx is blind, .dependency-cruiser.cjs takes over; rules that need types
// stand in .oxlintrc.json, whose linter reads them several times faster;
// test/walls throws one forbidden thing at every wall of both.
import nx from '@nx/eslint-plugin';
import { createProjectGraphAsync } from '@nx/devkit';
import tseslint from 'typescript-eslint';
import { constantTime } from './tools/eslint-constant-time.mjs';
import { fileNames } from './tools/eslint-file-names.mjs';

// Without a cached project graph the Nx rule prints a warning, skips itself and succeeds.
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: true, resetDaemonClient: true });

const CODE = ['{apps,libs,migrations,test}/**/*.{ts,tsx}'];
const SPECS = ['**/*.spec.{ts,tsx}', 'libs/*/src/testing.ts'];
const BUILD_FILES = ['**/vite.config.ts', '**/vite.*.config.ts'];

// --- between rooms: what a room is made of, and where it runs -----------------------------------------
const may = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const only = (...allowedExternalImports) => ({ allowedExternalImports });
const SPEC_TOOLS = ['fast-check', '@testing-library/*'];
const SCREEN = ['preact', 'preact/*', '@preact/signals', '@preact/signals/*'];

const roomRules = [
  { ...may('type:kernel', 'type:kernel'), ...only('decimal.js', ...SPEC_TOOLS) },
  { ...may('type:domain', 'type:kernel', 'type:domain'), ...only('decimal.js', 'zod', ...SPEC_TOOLS) },
  { ...may('type:contracts', 'type:kernel', 'type:contracts'), ...only('zod', ...SPEC_TOOLS) },
  {
    ...may('type:adapter', 'type:kernel', 'type:domain', 'type:adapter'),
    ...only(
      ...['decimal.js', 'zod', 'pdfkit', 'qrcode', 'number-to-words-ru', 'iconv-lite', 'amocrm-js', 'jose'],
      ...[
        '@expo-google-fonts/*',
        'fflate',
        'jsqr',
        'saxes',
        'nodemailer',
        'write-excel-file/*',
        'read-excel-file/*',
      ],
      ...SPEC_TOOLS,
    ),
  },
  // Published to people who have nothing else of ours.
  may('type:product', 'type:product', 'type:kit'),
  { ...may('type:kit', 'type:kit'), ...only('jose', 'standardwebhooks', ...SPEC_TOOLS) },
  // Files of offers, read for people: in what words, and where in a file.
  {
    ...may('type:shelf', 'type:kernel', 'type:domain', 'type:contracts', 'type:ui', 'type:shelf'),
    ...only('zod', 'jsonc-parser', ...SPEC_TOOLS),
  },
  { ...may('type:ui', 'type:kernel', 'type:contracts', 'type:ui'), ...only(...SCREEN, ...SPEC_TOOLS) },
  may(
    'type:app',
    ...[
      'type:kernel',
      'type:domain',
      'type:contracts',
      'type:adapter',
      'type:ui',
      'type:migrations',
      'type:kit',
    ],
  ),
  // A migration must mean the same in five years: it knows the schema library and nothing of ours.
  { ...may('type:migrations'), ...only('typeorm') },
  {
    ...may('for:browser', 'for:browser', 'for:anywhere'),
    ...only(
      ...SCREEN,
      ...['preact-iso', '@tanstack/query-core', '@tanstack/virtual-core', 'chartist', 'decimal.js', 'zod'],
      ...SPEC_TOOLS,
    ),
  },
  {
    ...may('for:server', 'for:server', 'for:anywhere'),
    bannedExternalImports: ['preact', 'preact/*', 'preact-iso', '@preact/*'],
  },
  may('for:anywhere', 'for:anywhere'),
];

// --- inside a room: what a tag is too coarse for ------------------------------------------------------
const TIME = 'Take the time from Clock, or as an argument.';
const MONEY = 'Money is bigint minor units; decimal.js rounds once, in libs/kernel/src/exact.ts.';
const bans = {
  time: [
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
    { selector: "CallExpression[callee.name='Date']", message: TIME },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: TIME },
  ],
  settings: [
    {
      selector: "MemberExpression[object.name='process'][property.name='env']",
      message: 'Take settings from Config: only apps/api/src/platform/config reads the environment.',
    },
  ],
  money: [
    { selector: "CallExpression[callee.property.name='toFixed']", message: MONEY },
    { selector: "CallExpression[callee.name='parseFloat']", message: MONEY },
    { selector: "MemberExpression[object.name='Number'][property.name='parseFloat']", message: MONEY },
    { selector: "MemberExpression[object.name='Math'][property.name='round']", message: MONEY },
  ],
  names: [{ selector: 'ExportAllDeclaration', message: 'Name what you export.' }],
};
const allBans = [...bans.time, ...bans.settings, ...bans.money, ...bans.names];
/** Everything but the named bans: a later block replaces the rule whole, so the rest is said again. */
const bansExcept = (...lifted) => [
  'error',
  ...Object.entries(bans).flatMap(([name, list]) => (lifted.includes(name) ? [] : list)),
];

const noMachine = {
  group: ['node:*', 'fs', 'path', 'crypto', 'http', 'https', 'net', 'child_process'],
  message: 'This room does not touch the machine.',
};
const typesOfContractsOnly = {
  group: ['@rocket/contracts'],
  allowTypeImports: true,
  message: 'Types only: the schemas stay on the server and out of the size budget.',
};
const imports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const noNetwork = {
  'no-restricted-globals': [
    'error',
    ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
      name,
      message: 'This room decides or draws; whoever calls it talks to the network.',
    })),
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/node_modules',
      '**/.nx',
      '**/.data',
      '**/coverage',
      'test/walls/canaries',
      'apps/widget/amocrm/**/*.js',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: CODE,
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': nx, rocket: { rules: { 'constant-time': constantTime, 'file-names': fileNames } } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], checkDynamicDependenciesExceptions: [], depConstraints: roomRules },
      ],
      'rocket/file-names': 'error',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },

  { files: ['{apps,libs}/**/*.ts'], ignores: SPECS, rules: { 'rocket/constant-time': 'error' } },

  // Bans, from the general to the lifted.
  { files: ['{apps,libs}/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', ...allBans] } },
  {
    files: ['migrations/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': bansExcept('time', 'settings', 'money') },
  },
  { files: ['libs/kernel/src/{money,exact}.ts'], rules: { 'no-restricted-syntax': bansExcept('money') } },
  {
    files: ['apps/api/src/platform/*clock*.ts', 'libs/kernel/src/clock.ts'],
    rules: { 'no-restricted-syntax': bansExcept('time') },
  },
  {
    files: ['apps/api/src/platform/config*.ts', 'apps/duplicate-check/src/config.ts'],
    rules: { 'no-restricted-syntax': bansExcept('settings') },
  },
  {
    files: ['apps/**/*.spec.{ts,tsx}', 'libs/**/*.spec.{ts,tsx}'],
    rules: { 'no-restricted-syntax': bansExcept('time', 'money') },
  },

  // The names a room lends are a list, as long as there are names.
  { files: ['libs/*/src/index.ts'], rules: { 'max-lines': 'off' } },

  // A spec may say why it was skipped.
  { files: ['**/*.spec.{ts,tsx}'], rules: { 'no-console': 'off' } },

  // Pure rooms: no machine, no network.
  {
    files: ['libs/{kernel,billing,catalog,contracts}/src/**/*.ts'],
    ignores: SPECS,
    rules: { ...imports(noMachine), ...noNetwork },
  },
  // The one exception of contracts: the typed client, which both front ends call through.
  { files: ['libs/contracts/src/client.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['libs/billing/src/**/*.ts'],
    ignores: SPECS,
    rules: imports(noMachine, { group: ['zod'], message: 'Billing receives values, not bodies.' }),
  },
  {
    files: ['libs/ui/src/**/*.{ts,tsx}'],
    ignores: SPECS,
    rules: { ...imports(noMachine, typesOfContractsOnly), ...noNetwork },
  },
  {
    files: ['apps/widget/src/**/*.{ts,tsx}'],
    ignores: SPECS,
    rules: imports(noMachine, typesOfContractsOnly, {
      group: ['preact/compat'],
      message: 'The widget is a guest with a size budget.',
    }),
  },
  { files: ['apps/control-panel/src/**/*.{ts,tsx}'], ignores: SPECS, rules: imports(noMachine) },

  // test/ may look at everything; nothing may look back (.dependency-cruiser.cjs).
  {
    files: ['test/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'no-console': 'off' },
  },
  // Examples stand on what the product's own developer has chosen.
  { files: ['libs/product-kit/examples/*.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  {
    files: BUILD_FILES,
    rules: { '@nx/enforce-module-boundaries': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }], eqeqeq: 'error' },
  },
);
