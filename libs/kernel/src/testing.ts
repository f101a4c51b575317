import { Clock } from './clock';

/** Time stands still until a test moves it, and never goes back. */
export class FakeClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  now(): Promise<Date> {
    return Promise.resolve(new Date(this.instant));
  }

  moveTo(instant: Date): void {
    if (instant < this.instant) throw new RangeError('Time does not run backwards');
    this.instant = instant;
  }
}
