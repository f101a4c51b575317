import type { ChangeFeed } from './change-feed';
import { DatabaseAway, inTime } from '../platform/product-database';

interface Kept<V> {
  readonly value: V;
  readonly epoch: number;
  /** Until when it is known to have been true, in milliseconds; moves while changes are heard. */
  asOf: number;
}

interface Marks {
  readonly epoch: number;
  readonly forgotten: number;
}

/** Kept for the day the database is away: changes were not heard all the while it was read. */
const NEVER_KNOWN = -1;

/** Something recalled or read, with the moment for which it is known to be true, in milliseconds. */
export interface Recalled<V> {
  readonly value: V;
  readonly asOf: number;
}

/** Rows that answers are made of, kept while their changes are heard. */
export class Memory<V extends object> {
  private readonly entries = new Map<string, Kept<V>>();
  private readonly byTag = new Map<string, Set<string>>();
  private forgotten = 0;

  constructor(
    private readonly feed: Pick<ChangeFeed, 'epoch'>,
    private readonly options: {
      /** At most so many; the oldest leave first. */
      readonly most: number;
      /** How old what is remembered may be when the database is away. */
      readonly oldestMs: number;
      /** What a change names; left out, every change is about everything here. */
      readonly tagOf?: (value: V) => string;
    },
  ) {}

  /** What is remembered and known to be true, after `ChangeFeed.confirm` has said yes. */
  known(key: string): V | undefined {
    const kept = this.entries.get(key);
    return kept?.epoch === this.feed.epoch ? kept.value : undefined;
  }

  /**
   * Reads at `asOf`, and remembers what was read unless something was forgotten meanwhile: it may have been that. Null is not remembered.
   * When the database is away, what is remembered is answered with its age.
   * @throws DatabaseAway when nothing is remembered either, or only what is too old
   */
  async read(key: string, asOf: number, read: () => Promise<V | null>): Promise<Recalled<V | null>> {
    const { epoch, forgotten } = this.marks();
    try {
      const value = await this.patiently(key, read());
      this.keepSince({ epoch, forgotten }, key, value, asOf);
      return { value, asOf };
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
      return this.lastKnown(key, asOf);
    }
  }

  /** Waits for what is read, for a second only where something is remembered. @throws DatabaseAway */
  patiently<T>(key: string, reading: Promise<T>): Promise<T> {
    return this.entries.has(key) ? inTime(reading) : reading;
  }

  /** @throws DatabaseAway */
  lastKnown(key: string, now: number): Recalled<V> {
    const kept = this.entries.get(key);
    if (!kept || now - kept.asOf > this.options.oldestMs) throw new DatabaseAway();
    return kept;
  }

  /** Taken before a row is asked for, and handed to `keepSince` with it. */
  marks(): Marks {
    return { epoch: this.feed.epoch, forgotten: this.forgotten };
  }

  keepSince(marks: Marks, key: string, value: V | null, asOf: number): void {
    // Of what changed while it was read nobody knows which of the two was read; what is gone is gone.
    if (value === null || marks.forgotten !== this.forgotten) this.drop(key);
    else this.keep(key, value, asOf, marks.epoch === this.feed.epoch ? marks.epoch : NEVER_KNOWN);
  }

  forget(tag: string): void {
    this.forgotten += 1;
    for (const key of this.byTag.get(tag) ?? []) this.entries.delete(key);
    this.byTag.delete(tag);
  }

  forgetAll(): void {
    this.forgotten += 1;
    this.entries.clear();
    this.byTag.clear();
  }

  /** Nothing is heard any more: all that was true at `at` is dated by it. */
  date(at: number): void {
    for (const kept of this.entries.values())
      if (kept.epoch === this.feed.epoch - 1 && kept.asOf < at) kept.asOf = at;
  }

  private keep(key: string, value: V, asOf: number, epoch: number): void {
    this.drop(key);
    this.entries.set(key, { value, epoch, asOf });
    if (this.options.tagOf) {
      const tag = this.options.tagOf(value);
      const keys = this.byTag.get(tag);
      if (keys) keys.add(key);
      else this.byTag.set(tag, new Set([key]));
    }
    if (this.entries.size > this.options.most) this.drop(this.entries.keys().next().value!);
  }

  private drop(key: string): void {
    const kept = this.entries.get(key);
    if (!kept) return;
    this.entries.delete(key);
    if (!this.options.tagOf) return;
    const tag = this.options.tagOf(kept.value);
    const keys = this.byTag.get(tag);
    keys?.delete(key);
    if (keys?.size === 0) this.byTag.delete(tag);
  }
}
