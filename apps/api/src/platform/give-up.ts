import { WrongConfig } from './config';

/** Ends a process that could not start. A wrong setting is for the person who starts us: one sentence, no stack. */
export function giveUp(error: unknown): never {
  const text =
    error instanceof WrongConfig ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

const PATIENCE_MS = 20_000;

/** Asked to stop, the process ends what is under way and leaves; what hangs does not keep it for ever. */
export function leaveInTime(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void setTimeout(() => process.exit(1), PATIENCE_MS).unref());
}
