// @ts-check
// Plants small bugs and expects tests to notice: in the money core, or with --system in the whole of it.
//   npm run mutate -- [--system] [words of a mutation's name]
import { bootstrap } from './bootstrap.mjs';

bootstrap();
await import(process.argv.includes('--system') ? './mutate-system.mjs' : '../libs/billing/mutations.mjs');
