import { dayOf, type LocalDate } from '@rocket/kernel';

/** This browser's clock: only a first guess; the server decides by its own. */
export const browserNow = (): Date => new Date(performance.timeOrigin + performance.now());

/** Today by this browser's clock, in Moscow: only a first guess in a date field; the server decides by its own clock. */
export const browserToday = (): LocalDate => dayOf(browserNow(), 'Europe/Moscow');
