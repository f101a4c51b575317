import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { WrongConfig, readConfig } from './platform/config';
import { refuseUnreachableDatabase } from './platform/database';
import { giveUp, leaveInTime } from './platform/give-up';
import { PinoForNest, createLog } from './platform/log';
import { forEverybody } from './platform/walls/whose-rows';

/** The process that only handles wake-ups from Redis. As many of them may run as there is work for. */
async function start(): Promise<void> {
  const config = readConfig();
  if (!config.redisUrl)
    throw new WrongConfig(
      'REDIS_URL is required for the worker: without Redis the API process does the work itself.',
    );
  await refuseUnreachableDatabase(config);
  const app = await forEverybody(() =>
    NestFactory.createApplicationContext(AppModule.of(config, true), {
      logger: new PinoForNest(createLog(config)),
      abortOnError: false,
    }),
  );
  app.enableShutdownHooks();
  new Logger('Worker').log('Waiting for wake-ups');
}

leaveInTime();
start().catch(giveUp);
