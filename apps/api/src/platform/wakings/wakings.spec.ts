import { Logger } from '@nestjs/common';
import type { WakeTopic } from './waker';
import { Wakings } from './wakings';

// One of them fails on purpose; its log line is no news.
beforeAll(() => Logger.overrideLogger(false));

const pause = (ms = 30): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('wake-ups', () => {
  let wakings: Wakings;
  beforeEach(() => {
    wakings = new Wakings();
  });
  afterEach(() => wakings.close());

  it('ten of one kind make one run', async () => {
    const work = jest.fn(() => Promise.resolve());
    wakings.register('documents', work, 60_000);
    for (let i = 0; i < 10; i += 1) wakings.soon('documents');
    expect(work).not.toHaveBeenCalled();
    await pause();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('one that comes while the work runs makes it run once more, never beside itself', async () => {
    let beside = 0;
    let most = 0;
    let runs = 0;
    wakings.register(
      'renewals',
      async () => {
        runs += 1;
        most = Math.max(most, (beside += 1));
        await pause(20);
        beside -= 1;
      },
      60_000,
    );
    const first = wakings.run('renewals');
    await Promise.all([first, wakings.run('renewals'), wakings.run('renewals')]);
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  it('settle follows a chain of work to its end', async () => {
    const story: string[] = [];
    wakings.register(
      'renewals',
      async () => {
        story.push('charged');
        wakings.soon('documents');
        await pause(1);
      },
      60_000,
    );
    wakings.register(
      'documents',
      async () => {
        await pause(5);
        story.push('documents issued');
        wakings.soon('notices');
      },
      60_000,
    );
    wakings.register('notices', () => Promise.resolve(void story.push('notices sent')), 60_000);
    wakings.soon('renewals');
    await wakings.settle();
    expect(story).toEqual(['charged', 'documents issued', 'notices sent']);
  });

  it('work that fails leaves the rest and the next time alone', async () => {
    let fails = true;
    const done = jest.fn();
    wakings.register(
      'notices',
      () => (fails ? Promise.reject(new Error('mail is down')) : Promise.resolve(done())),
      60_000,
    );
    wakings.register('notices', () => Promise.resolve(done()), 60_000);
    await wakings.run('notices');
    expect(done).toHaveBeenCalledTimes(1);
    fails = false;
    await wakings.run('notices');
    expect(done).toHaveBeenCalledTimes(3);
  });

  it('work that wakes itself for ever is found out', async () => {
    wakings.register('expiries', () => Promise.resolve(wakings.soon('expiries')), 60_000);
    wakings.soon('expiries');
    await expect(wakings.settle()).rejects.toThrow('do not come to rest: expiries');
  });

  it('settle waits for other processes, and does what they leave undone', async () => {
    const story: string[] = [];
    wakings.register('documents', () => Promise.resolve(void story.push('done here')), 60_000);
    const left: WakeTopic[] = ['documents'];
    wakings.whenOthersRest(async () => {
      await pause(5);
      story.push('the others rest');
      for (const topic of left.splice(0)) wakings.note(topic);
    });
    await wakings.settle();
    expect(story).toEqual(['the others rest', 'done here', 'the others rest']);
  });

  it('a topic nobody handles here comes to rest at once', async () => {
    wakings.soon('life_cycle');
    await wakings.settle();
    expect(wakings.topics()).toEqual([]);
  });

  it('after closing nothing more is started', async () => {
    const work = jest.fn(() => Promise.resolve());
    wakings.register('documents', work, 60_000);
    wakings.soon('documents');
    await wakings.close();
    wakings.soon('documents');
    await pause();
    expect(work).not.toHaveBeenCalled();
  });
});
