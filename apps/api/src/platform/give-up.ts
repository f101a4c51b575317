import { setTimeout as pause } from 'node:timers/promises';
import { WrongConfig } from './config';

/** Ends a process that could not start. A wrong setting is for the person who starts us: one sentence, no stack. */
export function giveUp(error: unknown): never {
  const text =
    error instanceof WrongConfig ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

const PATIENCE_MS = 20_000;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Asked to stop, the process ends what is under way and leaves; what hangs does not keep it for ever. */
export function leaveInTime(afterMs = 0): void {
  for (const signal of SIGNALS)
    process.once(signal, () => void setTimeout(() => process.exit(1), afterMs + PATIENCE_MS).unref());
}

interface Serving {
  /** Says at /health/ready that it is going. */
  stop(): void;
  close(): Promise<void>;
}

/** Asked to stop, it says so and serves on for as long as a balancer needs to look elsewhere; then it ends what is under way. */
export function leaveInTurn({ stop, close }: Serving, afterMs: number): void {
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    stop();
    await pause(afterMs);
    await close();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, () => void leave(signal).catch(giveUp));
}
