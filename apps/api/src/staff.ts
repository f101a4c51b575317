import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { inviteStaff } from '@rocket/contracts';
import { WrongConfig, readConfig, type AppConfig } from './platform/config';
import { refuseUnreachableDatabase } from './platform/database';
import { giveUp } from './platform/give-up';
import { InviteStaffMember } from './platform/identity/members/invite-staff-member';
import { MakePasswordLink, OPERATOR } from './platform/identity/members/make-password-link';
import { MakeStaffToken } from './platform/identity/members/make-staff-token';
import { PlatformModule } from './platform/platform.module';
import { forEverybody } from './platform/walls/whose-rows';

const USAGE = `staff.js invite <e-mail> <name> <role>   takes a member of staff in; prints the link by which they set their password
staff.js link <e-mail>                   a new link, when nobody who may make one can come in
staff.js token <e-mail> [--hours 1]      a token for automation: it may what they may, and ends by itself
Roles: support, account_manager, accountant, administrator`;

@Module({})
class Beside {
  static of(config: AppConfig): DynamicModule {
    return { module: Beside, imports: [PlatformModule.of(config, false)] };
  }
}

/** Staff by hand, on the machine of the API and with its settings: the first administrator comes in by it. */
async function start(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { hours: { type: 'string', default: '1' } },
  });
  const config = readConfig();
  await refuseUnreachableDatabase(config);
  await forEverybody(async () => {
    const app = await NestFactory.createApplicationContext(Beside.of(config), {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    try {
      const ask = <T>(of: new (...args: never[]) => T): T => app.get(of, { strict: false });
      process.stdout.write(`${await answer(ask, positionals, Number(values.hours))}\n`);
    } finally {
      await app.close();
    }
  });
}

type Ask = <T>(of: new (...args: never[]) => T) => T;

async function answer(ask: Ask, [command, email, ...rest]: string[], hours: number): Promise<string> {
  if (command === 'invite' && email && rest.length === 2) {
    const wish = inviteStaff.safeParse({ email, name: rest[0], role: rest[1], reason: OPERATOR });
    if (!wish.success)
      throw new WrongConfig(
        wish.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
      );
    const { link } = await ask(InviteStaffMember).run(wish.data, OPERATOR);
    return `${link.url}\nGood once, until ${link.expiresAt}`;
  }
  if (command === 'link' && email && rest.length === 0) {
    const link = await ask(MakePasswordLink).ofOperator(email);
    return `${link.url}\nGood once, until ${link.expiresAt}`;
  }
  if (command === 'token' && email && rest.length === 0 && hours > 0) {
    const { token, expiresAt } = await ask(MakeStaffToken).run(email, hours);
    return `${token}\nGood until ${expiresAt.toISOString()}`;
  }
  throw new WrongConfig(USAGE);
}

start().catch(giveUp);
