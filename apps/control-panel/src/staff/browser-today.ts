import { dayOf, type LocalDate } from '@rocket/kernel';

/** Today by this browser's clock, in Moscow: only a first guess in a date field; the server decides by its own clock. */
export const browserToday = (): LocalDate =>
  dayOf(new Date(performance.timeOrigin + performance.now()), 'Europe/Moscow');
