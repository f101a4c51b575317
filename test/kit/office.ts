import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadApi } from './api/load-api';
import { staffAt } from './book';
import type { Person } from './person';
import { CHEAP_PASSWORDS } from './seeded-database';

export interface Office {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly administrator: Person;
  /** Said again, nothing happens. */
  close(): Promise<void>;
}

/**
 * An API in this process on a database that exists, with its settings: for stories in which nobody is killed. A process of its
 * own (kit/house) takes ten times as long to start.
 */
export async function openOffice(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Office> {
  const { createApp, listen, readConfig } = await loadApi();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    PASSWORD_MEMORY_MIB: CHEAP_PASSWORDS,
    DATABASE_URL: databaseUrl,
    ...settings,
  });
  const app = await createApp(config);
  await listen(app, config);
  // Where it listens, whatever name people reach it by.
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= app.close());
  return { app, url, administrator: await staffAt(url, 'administrator'), close };
}
