import { setFlagsFromString } from 'node:v8';

/**
 * V8 lets old objects double before it looks which of them are still in use. What a batch of a run holds is taken for old, so a run held
 * ever more the longer it went on: 286 MiB where 205 do when it looks after two fifths more. Looking costs no more than it spares.
 */
export function lookAfterGarbageSoon(): void {
  setFlagsFromString('--heap-growing-percent=40');
}
