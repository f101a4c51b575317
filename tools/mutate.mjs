// @ts-check
// Plants small bugs and expects tests to notice: in the money core, with --system in the whole of it, with --protections in what
// docs/security.md promises.
//   npm run mutate -- [--system | --protections] [words of a mutation's name]
import { bootstrap } from './bootstrap.mjs';

bootstrap();
const asks = (/** @type {string} */ option) => process.argv.includes(option);
if (asks('--system')) await import('./mutate-system.mjs');
else if (asks('--protections')) await import('./mutate-protections.mjs');
else await import('../libs/billing/mutations.mjs');
