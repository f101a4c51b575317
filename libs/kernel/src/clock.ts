/**
 * Where time comes from. A use case reads it once, on its first line, and passes it on: no `new Date()`
 * and no SQL `now()` anywhere else. It is asynchronous because the sandbox clock is a row in the database.
 */
export abstract class Clock {
  abstract now(): Promise<Date>;
}

/** The real time. */
export class SystemClock extends Clock {
  // The one place that may ask the machine.
  now(): Promise<Date> {
    return Promise.resolve(new Date());
  }
}
