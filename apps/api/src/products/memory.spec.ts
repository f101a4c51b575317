import { Memory } from './memory';
import { DatabaseAway } from '../platform/product-database';

interface Row {
  readonly account: string;
  readonly version: number;
}
const row = (account: string, version = 1): Row => ({ account, version });
const NOW = 1_000_000;
const away = () => Promise.reject(new DatabaseAway());

describe('memory of rows', () => {
  const feed = { epoch: 1 };
  let memory: Memory<Row>;
  beforeEach(() => {
    feed.epoch = 1;
    memory = new Memory(feed, { most: 3, oldestMs: 60_000, tagOf: ({ account }) => account });
  });

  it('forgets all rows of an account that changed and no other', async () => {
    for (const name of ['a chats', 'a calls', 'b chats'])
      await memory.read(name, NOW, () => Promise.resolve(row(name[0]!)));
    memory.forget('a');
    expect(['a chats', 'a calls', 'b chats'].map((name) => memory.known(name)?.account)).toEqual([
      undefined,
      undefined,
      'b',
    ]);
  });

  it('does not keep what was read while something changed: the change may have been that', async () => {
    await memory.read('a', NOW, () => {
      memory.forget('a');
      return Promise.resolve(row('a'));
    });
    expect(memory.known('a')).toBeUndefined();
    await expect(memory.read('a', NOW, away)).rejects.toThrow(DatabaseAway);
  });

  it('knows nothing when changes may have been missed, and answers with its age while the database is away', async () => {
    await memory.read('a', NOW, () => Promise.resolve(row('a')));
    feed.epoch += 1;
    memory.date(NOW + 500);
    expect(memory.known('a')).toBeUndefined();
    expect(await memory.read('a', NOW, away)).toMatchObject({ value: row('a'), asOf: NOW + 500 });
    // Read again it is the newer row that is known last, though nothing is heard meanwhile.
    await memory.read('a', NOW, () => {
      feed.epoch += 1;
      return Promise.resolve(row('a', 2));
    });
    expect(memory.known('a')).toBeUndefined();
    expect((await memory.read('a', NOW, away)).value?.version).toBe(2);
  });

  it('does not bring back what is gone, or what is older than a licence may be', async () => {
    await memory.read('a', NOW, () => Promise.resolve(row('a')));
    expect(memory.lastKnown('a', NOW + 60_000).value).toEqual(row('a'));
    expect(() => memory.lastKnown('a', NOW + 60_001)).toThrow(DatabaseAway);
    await memory.read('a', NOW, () => Promise.resolve(null));
    await expect(memory.read('a', NOW, away)).rejects.toThrow(DatabaseAway);
  });

  it('keeps so many at most, and lets the oldest go', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await memory.read(name, NOW, () => Promise.resolve(row(name)));
    expect(['a', 'b', 'c', 'd'].map((name) => memory.known(name) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
