import { Logger } from '@nestjs/common';
import { createApp, listen } from './app';
import { readConfig } from './platform/config';
import { giveUp, leaveInTime, leaveInTurn } from './platform/give-up';
import { Readiness } from './platform/readiness';

/** The HTTP process. Without Redis it also does the work that is due. */
async function start(): Promise<void> {
  const config = readConfig();
  leaveInTime(config.leaveAfterMs);
  const app = await createApp(config);
  leaveInTurn({ stop: () => app.get(Readiness).stop(), close: () => app.close() }, config.leaveAfterMs);
  const url = await listen(app, config);
  new Logger('Main').log(`Listening at ${url}${config.sandbox ? ' (sandbox)' : ''}`);
}

start().catch(giveUp);
