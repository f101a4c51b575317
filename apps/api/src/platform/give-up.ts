import { WrongConfig } from './config';

/** Ends a process that could not start. A wrong setting is for the person who starts us: one sentence, no stack. */
export function giveUp(error: unknown): never {
  const text =
    error instanceof WrongConfig ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
