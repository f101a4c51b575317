import { Webhook } from 'standardwebhooks';
import { HookRefused, verifyHook } from './web-hook.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ....').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret, as long as that .').toString('base64')}`;
const BODY = JSON.stringify({
  type: 'subscription.suspended',
  timestamp: '2026-12-01T12:00:00Z',
  data: { account: 7 },
});

const headers = (body = BODY, at = new Date(), secret = SECRET) => ({
  'Webhook-Id': 'evt_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign('evt_1', at, body),
});

it('a web hook of the market is taken, with the name it keeps over all attempts', () => {
  expect(verifyHook(Buffer.from(BODY), headers(), [SECRET])).toEqual({
    id: 'evt_1',
    event: JSON.parse(BODY),
  });
});

it('while a secret is replaced either is enough', () => {
  expect(verifyHook(BODY, headers(), [OTHER, SECRET]).id).toBe('evt_1');
  expect(verifyHook(BODY, headers(BODY, new Date(), OTHER), [OTHER, SECRET]).id).toBe('evt_1');
});

it.each([
  ['a body that was changed', BODY.replace('7', '8'), headers(), [SECRET]],
  ['another secret', BODY, headers(), [OTHER]],
  ['no secret at all', BODY, headers(), []],
  ['no signature', BODY, { ...headers(), 'webhook-signature': undefined }, [SECRET]],
  ['an old one, played again', BODY, headers(BODY, new Date(Date.now() - 6 * 60_000)), [SECRET]],
  ['one of the future', BODY, headers(BODY, new Date(Date.now() + 6 * 60_000)), [SECRET]],
  ['a signed word that is no event', '"yes"', headers('"yes"'), [SECRET]],
])('%s is refused', (_, body, sent, secrets) => {
  expect(() => verifyHook(body, sent, secrets)).toThrow(HookRefused);
});
