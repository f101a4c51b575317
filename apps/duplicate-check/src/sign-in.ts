import { randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';

const SESSION_MS = 30 * 60_000;

/** Who opened the card, by amoCRM's one-time token of this product's integration. */
export class SignIn {
  private readonly secret: Uint8Array;
  private readonly sessions = new Map<string, { account: number; until: number }>();
  private readonly spent = new Map<string, number>();

  constructor(
    private readonly amocrm: { readonly clientId: string; readonly clientSecret: string },
    private readonly now: () => Date,
  ) {
    this.secret = new TextEncoder().encode(amocrm.clientSecret);
  }

  /** Trades a one-time token for a session of half an hour. Null for a token that is not ours, over, or used before. */
  async open(token: string): Promise<string | null> {
    const now = this.now();
    const { payload } = await jwtVerify(token, this.secret, {
      algorithms: ['HS256'],
      currentDate: now,
      clockTolerance: 60,
      requiredClaims: ['jti', 'exp', 'account_id', 'client_uuid'],
    }).catch(() => ({ payload: null }));
    if (payload === null || payload['client_uuid'] !== this.amocrm.clientId) return null;
    this.forgetOver(now.getTime());
    if (this.spent.has(payload.jti!)) return null;
    this.spent.set(payload.jti!, payload.exp! * 1000 + 120_000);
    const session = randomBytes(24).toString('base64url');
    const account = Number(payload['account_id']);
    this.sessions.set(session, { account, until: now.getTime() + SESSION_MS });
    return session;
  }

  /** The account in amoCRM behind a session; null when it is over. */
  accountOf(session: string | undefined): number | null {
    const found = session === undefined ? undefined : this.sessions.get(session);
    return found && found.until > this.now().getTime() ? found.account : null;
  }

  private forgetOver(now: number): void {
    for (const [jti, until] of this.spent) if (until < now) this.spent.delete(jti);
    for (const [session, { until }] of this.sessions) if (until < now) this.sessions.delete(session);
  }
}
