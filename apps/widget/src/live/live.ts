import type { PageSigns } from '../inbox/heartbeat';
import { refusalOf, type WidgetApi } from '../widget-api';
import type { Tabs } from './tabs';

const shortestPause = 1_000;
const longestPause = 600_000;

/** Milliseconds before the next attempt after so many failures in a row; a stream that ended well comes back in a moment. */
export const pauseAfter = (failures: number, random: number): number =>
  Math.min(longestPause, shortestPause * 2 ** failures) * (0.25 + random * 0.75);

/**
 * Hears from the server that something new may be read: in one tab of all, only while it is in sight, and again right after
 * the page was asleep or off line. It never fails loudly: while there is no stream, the heartbeat polls.
 */
export class Live {
  private letGo: (() => void) | null = null;
  private stream: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pass: string | null = null;
  private failures = 0;
  /** Every start of the stream is another life: what an earlier one still says is not heard. */
  private life = 0;
  private leads = false;
  private open = false;

  constructor(
    private readonly api: Pick<WidgetApi, 'streamPass' | 'stream'>,
    private readonly page: PageSigns,
    private readonly tabs: Tabs,
    /** Something new may be read; `newest` is the newest notice there is. */
    private readonly heard: (newest: string | null) => void,
    private readonly random: () => number = Math.random,
  ) {}

  /** Whether nobody need poll in this tab: its stream is open, or another tab leads. */
  get isServed(): boolean {
    return this.letGo !== null && (this.open || !this.leads);
  }

  get isLeading(): boolean {
    return this.leads;
  }

  /** @returns the undo: nothing is open after it */
  start(): () => void {
    const forget = this.page.onChange(() => this.look());
    this.look();
    return () => {
      forget();
      this.rest();
    };
  }

  private look(): void {
    if (this.page.isHidden()) return this.rest();
    // Back on line, or awake: what was open may have died without a word.
    if (this.letGo) return this.leads ? this.restart() : undefined;
    this.letGo = this.tabs.lead(() => {
      this.leads = true;
      this.restart();
    });
  }

  private rest(): void {
    this.stop();
    this.letGo?.();
    this.letGo = null;
    this.leads = false;
    this.failures = 0;
  }

  private stop(): void {
    this.life++;
    this.open = false;
    clearTimeout(this.timer);
    this.stream?.abort();
    this.stream = null;
  }

  private restart(): void {
    this.stop();
    this.failures = 0;
    void this.follow(this.life);
  }

  private async follow(life: number): Promise<void> {
    this.stream = new AbortController();
    const { signal } = this.stream;
    try {
      this.pass ??= (await this.api.streamPass()).pass;
      if (life !== this.life) return;
      await this.api.stream(this.pass, signal, (name, data) => life === this.life && this.hear(name, data));
    } catch (error) {
      if (life === this.life) this.failures++;
      // A pass has its time; another is asked for by the way that amoCRM vouches for.
      if (refusalOf(error).status === 401) this.pass = null;
    }
    if (life !== this.life) return;
    this.open = false;
    this.timer = setTimeout(() => void this.follow(life), pauseAfter(this.failures, this.random()));
  }

  private hear(name: string, data: string): void {
    if (name === 'renew') this.pass = null;
    if (name !== 'notices') return;
    this.open = true;
    this.failures = 0;
    let newest: string | null = null;
    try {
      newest = (JSON.parse(data) as { newest?: string | null }).newest ?? null;
    } catch {
      // An event without data still says that there is something.
    }
    this.heard(newest);
  }
}
