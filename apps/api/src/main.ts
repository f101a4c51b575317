import { Logger } from '@nestjs/common';
import { createApp, listen } from './app';
import { readConfig } from './platform/config';
import { giveUp, leaveInTime } from './platform/give-up';

/** The HTTP process. Without Redis it also does the work that is due. */
async function start(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  const url = await listen(app, config);
  new Logger('Main').log(`Listening at ${url}${config.sandbox ? ' (sandbox)' : ''}`);
}

leaveInTime();
start().catch(giveUp);
