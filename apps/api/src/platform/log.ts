import { Writable } from 'node:stream';
import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import type { AppConfig } from './config';

/** What may never be written down, wherever it turns up in a logged object. */
const SECRET_PATHS = ['authorization', 'cookie', 'password', 'token', 'secret', 'body'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** JSON lines in production, lines for a person otherwise. */
export function createLog(config: AppConfig): Logger {
  const options = { level: config.logLevel, base: {}, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  return config.production ? pino(options) : pino(options, readable(process.stdout));
}

/** What Nest says about each module and route at every start. */
const CHATTER = new Set<unknown>(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'NestFactory']);

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Hands what Nest and our classes log (`new Logger('RunRenewals')`) to pino. */
export class PinoForNest implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context last and, for errors, the stack before it. */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const context = rest.findLast((part) => typeof part === 'string');
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    if (message instanceof Error) this.pino[level]({ context, stack: message.stack }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ context, ...message });
    else this.pino[level]({ context, ...stack }, String(message));
  }
}

interface Line {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly context?: string;
  readonly stack?: string;
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'ERROR',
  60: 'FATAL',
};

function readable(out: NodeJS.WritableStream): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done): void {
      for (const line of chunk.toString('utf8').split('\n')) if (line) out.write(`${forPerson(line)}\n`);
      done();
    },
  });
}

function forPerson(text: string): string {
  const { level, time, msg, context, stack, ...rest } = JSON.parse(text) as Line;
  const facts = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  const head = `${new Date(time).toISOString().slice(11, 23)} ${LEVELS[level] ?? level} ${context ? `[${context}] ` : ''}${msg ?? ''}`;
  return [head, ...facts].join(' ') + (stack ? `\n${stack}` : '');
}
