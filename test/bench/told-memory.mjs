// @ts-check
// Loaded before the API (`node --import`): every so often it writes down what memory is held, before and after all garbage is
// collected, one JSON a line.
//   TOLD_MEMORY=<file> TOLD_MEMORY_EVERY_MS=…
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');
setInterval(
  () => {
    const { rss } = process.memoryUsage();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const line = { at: Math.round(performance.now()), rss, live: heapUsed, external };
    appendFileSync(process.env.TOLD_MEMORY ?? '', `${JSON.stringify(line)}\n`);
  },
  Number(process.env.TOLD_MEMORY_EVERY_MS ?? 30_000),
).unref();
