export interface Pace {
  /** Milliseconds between beats while somebody has just come. */
  readonly quick: number;
  /** How many quick beats there are before it calms down. */
  readonly quickBeats: number;
  /** Shortest and longest pause of the calm pace; jitter keeps a thousand open pages from asking together. */
  readonly calm: readonly [number, number];
  /** The longest pause after repeated failures. */
  readonly longest: number;
}

export const widgetPace: Pace = {
  quick: 5_000,
  quickBeats: 24,
  calm: [60_000, 120_000],
  longest: 600_000,
};

/** Milliseconds until the next beat. `random` is in [0, 1). */
export function pauseBefore(pace: Pace, beat: number, failures: number, random: number): number {
  const [shortest, longest] = pace.calm;
  if (failures > 0) return Math.min(pace.longest, pace.quick * 2 ** failures) * (0.75 + random / 2);
  if (beat < pace.quickBeats) return pace.quick;
  return shortest + (longest - shortest) * random;
}

/** When the person can see the page, and when it comes back to life. */
export interface PageSigns {
  isHidden(): boolean;
  /** Called when the page is hidden, shown again, or back on line. @returns the undo */
  onChange(changed: () => void): () => void;
}

export const documentSigns: PageSigns = {
  isHidden: () => document.hidden,
  onChange: (changed) => {
    document.addEventListener('visibilitychange', changed);
    window.addEventListener('online', changed);
    return () => {
      document.removeEventListener('visibilitychange', changed);
      window.removeEventListener('online', changed);
    };
  },
};

/** Repeats `ask` while the page is in sight: quick at first, then calm, slower and slower after failures. */
export class Heartbeat {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private beats = 0;
  private failures = 0;
  private life = 0;

  constructor(
    /** `woken` is true for the first beat after a start or a return. Answers whether all went well. */
    private readonly ask: (woken: boolean) => Promise<boolean>,
    private readonly page: PageSigns,
    private readonly pace: Pace,
    private readonly random: () => number = Math.random,
  ) {}

  /** @returns the undo: nothing is asked after it */
  start(): () => void {
    const forget = this.page.onChange(() => this.wake());
    this.wake();
    return () => {
      forget();
      this.life++;
      clearTimeout(this.timer);
    };
  }

  /** Asks now and is quick again: somebody came back, opened the panel, or pressed "again". */
  wake(): void {
    clearTimeout(this.timer);
    this.life++;
    this.beats = 0;
    if (!this.page.isHidden()) void this.beat(this.life);
  }

  private async beat(life: number): Promise<void> {
    const well = await this.ask(this.beats === 0);
    // Woken or stopped meanwhile: another beat goes on, or none.
    if (life !== this.life) return;
    this.failures = well ? 0 : this.failures + 1;
    const pause = pauseBefore(this.pace, this.beats++, this.failures, this.random());
    this.timer = setTimeout(() => void this.beat(life), pause);
  }
}
