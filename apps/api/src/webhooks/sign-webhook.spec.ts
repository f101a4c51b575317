import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { newWebhookSecret, webhookHeaders } from './sign-webhook';

/** The example every implementation of the scheme is tested with. */
const KNOWN = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the signature of a web hook', () => {
  it('is the published one of the published example', () => {
    expect(webhookHeaders([KNOWN.secret], KNOWN)).toMatchObject({
      'webhook-id': KNOWN.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': KNOWN.signature,
    });
  });

  it('is an HMAC-SHA256 of id, seconds and body under the bytes of the secret', () => {
    const secret = newWebhookSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'));
    const expected = mac.update(`${KNOWN.id}.1614265330.${KNOWN.body}`).digest('base64');
    expect(webhookHeaders([secret], KNOWN)['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('is found by whoever knows the old secret as by whoever knows the new one, and by nobody else', () => {
    const [old, fresh, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
    const headers = webhookHeaders([fresh, old], { ...KNOWN, at: new Date() });
    expect(new Webhook(old).verify(KNOWN.body, headers)).toEqual({ test: 2432232314 });
    expect(new Webhook(fresh).verify(KNOWN.body, headers)).toEqual({ test: 2432232314 });
    expect(() => new Webhook(other).verify(KNOWN.body, headers)).toThrow();
    expect(() => new Webhook(old).verify(`${KNOWN.body} `, headers)).toThrow();
  });
});
