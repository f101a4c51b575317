import fc from 'fast-check';
import { Heartbeat, pauseBefore, widgetPace, type PageSigns } from './heartbeat';

const pace = { quick: 5_000, quickBeats: 3, calm: [60_000, 120_000], longest: 600_000 } as const;

/** A page that a spec hides and shows. */
class Page implements PageSigns {
  hidden = false;
  readonly changed = new Set<() => void>();
  isHidden = () => this.hidden;
  onChange(changed: () => void): () => void {
    this.changed.add(changed);
    return () => this.changed.delete(changed);
  }
  become(hidden: boolean): void {
    this.hidden = hidden;
    for (const changed of this.changed) changed();
  }
}

describe('the pause between two requests', () => {
  it('is short for somebody who has just come and then between one and two minutes', () => {
    expect([0, 1, 2].map((beat) => pauseBefore(pace, beat, 0, 0.5))).toEqual([5_000, 5_000, 5_000]);
    expect(pauseBefore(pace, 3, 0, 0)).toBe(60_000);
    expect(pauseBefore(pace, 3, 0, 0.5)).toBe(90_000);
  });

  it('doubles with every failure and never passes the longest by more than the jitter', () => {
    expect([1, 2, 3].map((failures) => pauseBefore(pace, 0, failures, 0.5))).toEqual([
      10_000, 20_000, 40_000,
    ]);
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.nat(60),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (beat, failures, random) => {
          const pause = pauseBefore(widgetPace, beat, failures, random);
          expect(pause).toBeGreaterThanOrEqual(widgetPace.quick);
          expect(pause).toBeLessThanOrEqual(widgetPace.longest * 1.25);
        },
      ),
    );
  });
});

describe('the heartbeat', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const beating = (page: Page, answers: boolean[] = []) => {
    const asked: boolean[] = [];
    const ask = async (woken: boolean) => {
      asked.push(woken);
      return answers.shift() ?? true;
    };
    return { asked, heart: new Heartbeat(ask, page, pace, () => 0.5) };
  };

  it('asks at once and then at its pace, naming the first of them', async () => {
    const { asked, heart } = beating(new Page());
    heart.start();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([true, false, false]);
    await jest.advanceTimersByTimeAsync(5_000 + 89_000);
    expect(asked).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(5);
  });

  it('asks nothing while the page is hidden and at once when it is shown again', async () => {
    const page = new Page();
    const { asked, heart } = beating(page);
    heart.start();
    await jest.advanceTimersByTimeAsync(0);
    page.become(true);
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(asked).toHaveLength(1);
    page.become(false);
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([true, true]);
  });

  it('waits longer and longer while it is refused, and is quick again after an answer', async () => {
    const { asked, heart } = beating(new Page(), [false, false, true]);
    heart.start();
    await jest.advanceTimersByTimeAsync(9_999);
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1 + 19_999);
    expect(asked).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1 + 5_000);
    expect(asked).toHaveLength(4);
  });

  it('asks nothing and listens to nothing after it was stopped, even with a request under way', async () => {
    const page = new Page();
    const { asked, heart } = beating(page);
    const stop = heart.start();
    stop();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(asked).toHaveLength(1);
    expect(page.changed.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps one beat, not two, when it is woken while a request is under way', async () => {
    const { asked, heart } = beating(new Page());
    heart.start();
    heart.wake();
    await jest.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(3);
  });
});
