import fc from 'fast-check';
import { Upload } from '../http/upload';
import { canonicalJson, decideReplay, hashOfBody, type KnownRequest } from './decide-replay';

const NOON = new Date('2026-03-01T12:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);
const hash = hashOfBody({ amount: '5.00' });
const known = (over: Partial<KnownRequest>): KnownRequest => ({
  requestHash: hash,
  state: 'running',
  leaseUntil: minutes(1),
  ...over,
});

describe('a key that was seen before', () => {
  it.each([
    ['the same request is done', known({ state: 'done' }), 'replay'],
    [
      'the same request is done and its lease is long over',
      known({ state: 'done', leaseUntil: minutes(-99) }),
      'replay',
    ],
    ['the same request is under way', known({}), 'in_progress'],
    ['its process died', known({ leaseUntil: minutes(-1) }), 'take_over'],
    ['its lease ends this very moment', known({ leaseUntil: NOON }), 'take_over'],
    ['the body is another', known({ requestHash: hashOfBody({ amount: '6.00' }), state: 'done' }), 'reused'],
    ['the body is another and the first is under way', known({ requestHash: hashOfBody({}) }), 'reused'],
  ])('%s', (_story, request, decision) => {
    expect(decideReplay(request, hash, NOON)).toBe(decision);
  });
});

describe('two bodies', () => {
  it('are the same when they say the same, whatever the order of the keys', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, shuffled(inner)]),
            )
          : value;
    fc.assert(fc.property(fc.jsonValue(), (body) => hashOfBody(body).equals(hashOfBody(shuffled(body)))));
  });

  it('differ when a value differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b) || canonicalJson(a) === canonicalJson(b);
        expect(hashOfBody(a).equals(hashOfBody(b))).toBe(same);
      }),
    );
    expect(hashOfBody({ a: 1 })).not.toEqual(hashOfBody({ a: '1' }));
    expect(hashOfBody([1, 2])).not.toEqual(hashOfBody([2, 1]));
    expect(hashOfBody({ a: { b: 1 }, c: 2 })).not.toEqual(hashOfBody({ a: { b: 1, c: 2 } }));
  });

  it('are canonical JSON that reads back as what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(JSON.parse(canonicalJson(body))).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  it('are the same file whether it came as text or in a form', () => {
    const bytes = Buffer.from('1CClientBankExchange');
    const text = hashOfBody(new Upload(bytes, null, 'text/plain'));
    expect(hashOfBody(new Upload(Buffer.from(bytes), 'kl_to_1c.txt', 'application/octet-stream'))).toEqual(
      text,
    );
    expect(hashOfBody(new Upload(Buffer.from('2'), null, 'text/plain'))).not.toEqual(text);
    expect(hashOfBody('1CClientBankExchange')).not.toEqual(text);
  });
});
