import { TextDecoder, TextEncoder } from 'node:util';
import type { PageSigns } from '../inbox/heartbeat';
import { Refusal } from '../widget-api';
import { Live, pauseAfter } from './live';
import { readEvents } from './read-events';
import type { Tabs } from './tabs';

class Page implements PageSigns {
  hidden = false;
  private readonly listeners = new Set<() => void>();
  isHidden = () => this.hidden;
  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }
  become(hidden: boolean): void {
    this.hidden = hidden;
    for (const changed of this.listeners) changed();
  }
}

/** Streams that a spec speaks through, breaks and ends. */
class Streams {
  passes = 0;
  readonly open: {
    hear: (name: string, data: string) => void;
    end: () => void;
    breaks: (why: Error) => void;
  }[] = [];
  refusal: Refusal | null = null;
  readonly api = {
    streamPass: () => Promise.resolve({ pass: `pass ${++this.passes}`, expiresAt: '' }),
    stream: (_pass: string, signal: AbortSignal, hear: (name: string, data: string) => void) => {
      if (this.refusal) return Promise.reject(this.refusal);
      return new Promise<void>((end, breaks) => {
        const one = { hear, end, breaks };
        this.open.push(one);
        signal.addEventListener('abort', () => {
          this.open.splice(this.open.indexOf(one), 1);
          breaks(new Error('aborted'));
        });
      });
    },
  };
}

const alone: Tabs = {
  lead: (begin) => (begin(), () => undefined),
  say: () => undefined,
  close: () => undefined,
};

function living(tabs: Tabs = alone) {
  const [page, streams, heard] = [new Page(), new Streams(), [] as (string | null)[]];
  const live = new Live(
    streams.api,
    page,
    tabs,
    (newest) => heard.push(newest),
    () => 0.5,
  );
  return { page, streams, heard, live, stop: live.start() };
}
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the stream of an open widget', () => {
  it('opens with a pass and says at once what is heard', async () => {
    const { streams, heard, live } = living();
    await settle();
    expect([streams.open.length, live.isServed]).toEqual([1, false]);
    streams.open[0]!.hear('notices', '{"newest":"n1"}');
    expect([heard, live.isServed]).toEqual([['n1'], true]);
  });

  it('is closed while the page is hidden, and open again when it is shown', async () => {
    const { page, streams } = living();
    await settle();
    page.become(true);
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect([streams.open.length, streams.passes]).toEqual([0, 1]);
    page.become(false);
    await settle();
    expect(streams.open).toHaveLength(1);
  });

  it('starts anew when the page comes back on line: what was open may have died without a word', async () => {
    const { page, streams } = living();
    await settle();
    const [before] = streams.open;
    page.become(false);
    await settle();
    expect(streams.open).toHaveLength(1);
    expect(streams.open[0]).not.toBe(before);
  });

  it('asks for a new pass when it is told that its own ends, and when it is refused for it', async () => {
    const { streams } = living();
    await settle();
    streams.open[0]!.hear('renew', '{}');
    streams.open.splice(0)[0]!.end();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(streams.passes).toBe(2);
    streams.refusal = new Refusal('unauthenticated', 401);
    streams.open.splice(0)[0]!.end();
    await jest.advanceTimersByTimeAsync(1_000);
    streams.refusal = null;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(streams.passes).toBe(3);
    expect(streams.open).toHaveLength(1);
  });

  it('tries again later and later while there is no answer, and hears nothing of an earlier life', async () => {
    const { streams, heard, live, stop } = living();
    await settle();
    const [first] = streams.open;
    streams.refusal = new Refusal('offline', 0);
    streams.open.splice(0)[0]!.breaks(new Error('cut'));
    await settle();
    expect(live.isServed).toBe(false);
    await jest.advanceTimersByTimeAsync(60_000);
    stop();
    first!.hear('notices', '{}');
    expect(heard).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    expect([0, 1, 5, 30].map((failures) => pauseAfter(failures, 1))).toEqual([1_000, 2_000, 32_000, 600_000]);
  });

  it('waits for its turn among the tabs, and is served meanwhile', async () => {
    let begin = () => undefined as void;
    const left = jest.fn();
    const tabs: Tabs = { ...alone, lead: (given) => ((begin = given), left) };
    const { streams, live, page } = living(tabs);
    await settle();
    expect([streams.open.length, live.isServed, live.isLeading]).toEqual([0, true, false]);
    begin();
    await settle();
    expect([streams.open.length, live.isLeading]).toEqual([1, true]);
    page.become(true);
    expect(left).toHaveBeenCalled();
  });
});

describe('the events of a stream', () => {
  const bodyOf = (...parts: string[]) => {
    const encoder = new TextEncoder();
    const left = parts.map((part) => ({ done: false, value: encoder.encode(part) }));
    const read = () => Promise.resolve(left.shift() ?? { done: true, value: undefined });
    return { getReader: () => ({ read, cancel: () => Promise.resolve() }) } as never;
  };
  beforeAll(() => Object.assign(globalThis, { TextDecoder }));

  it('are put together however the network cut them, and comments are none', async () => {
    const heard: string[] = [];
    await readEvents(
      bodyOf(
        ': still here\n\neve',
        'nt: notices\nda',
        'ta: {"newest":null}\n',
        '\nevent: renew\ndata: {}\n\n',
      ),
      (name, data) => heard.push(`${name} ${data}`),
    );
    expect(heard).toEqual(['notices {"newest":null}', 'renew {}']);
  });

  it('that stop coming without an end are a failure after a minute', async () => {
    const reader = { read: () => new Promise(() => undefined), cancel: () => Promise.resolve() };
    const reading = readEvents({ getReader: () => reader } as never, () => undefined);
    const failed = expect(reading).rejects.toThrow('silent');
    await jest.advanceTimersByTimeAsync(60_000);
    await failed;
  });
});
