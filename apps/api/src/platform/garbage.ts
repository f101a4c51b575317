import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let working = 0;

/**
 * Long work in batches, with less memory held meanwhile. V8 lets old objects double before it looks which of them are still in use. What
 * a batch holds is taken for old, so a run held ever more the longer it went on: 286 MiB where 205 do when it looks after two fifths more.
 * Not for always: answers of the API stood still for a tenth of a second now and then. When it looks next is settled when it looks, so it is
 * asked to once, before the work begins.
 */
export async function holdingLess<T>(work: () => Promise<T>): Promise<T> {
  working += 1;
  if (working === 1) lookSoon();
  try {
    return await work();
  } finally {
    working -= 1;
    if (working === 0) setFlagsFromString('--heap-growing-percent=0');
  }
}

function lookSoon(): void {
  for (const flag of ['--heap-growing-percent=40', '--expose-gc']) setFlagsFromString(flag);
  const collect = runInNewContext('gc') as () => void;
  collect();
  setFlagsFromString('--no-expose-gc');
}
