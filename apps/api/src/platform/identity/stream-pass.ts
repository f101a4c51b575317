import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { UserCaller } from '../caller';
import { WallClock } from '../clock';
import { AppConfig } from '../config';

const PREFIX = 'rsp.';

export interface StreamGuest {
  readonly accountId: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/**
 * Passes for the widget's stream. amoCRM puts its one-time token on requests it makes for a widget and hands it to nobody,
 * and it makes no streams; so a request of amoCRM's is answered with a pass of ours that opens the stream and nothing else.
 * Nothing is kept of a pass: it is signed by the newest key (one changed meanwhile costs a new pass), and whose it is is
 * looked up again when it is used.
 */
@Injectable()
export class StreamPasses {
  private readonly key: Buffer;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: WallClock,
  ) {
    this.key = createHmac('sha256', config.secretsKeys[0]).update('stream pass').digest();
  }

  static isPass(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  async issue(user: Pick<UserCaller, 'accountId' | 'id'>): Promise<{ pass: string; expiresAt: string }> {
    const expiresAt = new Date((await this.clock.now()).getTime() + this.config.streamLifeMs);
    const said = Buffer.from(JSON.stringify([user.accountId, user.id, expiresAt.getTime()]));
    const body = said.toString('base64url');
    return { pass: `${PREFIX}${body}.${this.sign(body)}`, expiresAt: expiresAt.toISOString() };
  }

  /** @returns null for a pass that is not ours or has ended */
  async read(pass: string): Promise<StreamGuest | null> {
    const [body = '', signature = '', more] = pass.slice(PREFIX.length).split('.');
    const expected = Buffer.from(this.sign(body));
    const given = Buffer.from(signature);
    if (more !== undefined || given.length !== expected.length || !timingSafeEqual(given, expected))
      return null;
    const [accountId, userId, expires] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
      string,
      string,
      number,
    ];
    if (expires <= (await this.clock.now()).getTime()) return null;
    return { accountId, userId, expiresAt: new Date(expires) };
  }

  private sign(body: string): string {
    return createHmac('sha256', this.key).update(body).digest('base64url');
  }
}
