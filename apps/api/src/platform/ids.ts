import { v7 } from 'uuid';

/** A new time-ordered id, made by the program and never by a sequence: the schema spreads by account (decision 0005). */
export const newId = (now: Date): string => v7({ msecs: now.getTime() });
