import { billingError } from './errors';

/** `open`: the customer's word is the last one; `answered`: ours; `closed`: ours, and it said that it is done. */
export type SupportState = 'open' | 'answered' | 'closed';

/** By when the offer promises an answer, or why nobody can say. */
export interface SupportDue {
  /** Null: nothing is promised, or `calendarMissing`. */
  readonly at: Date | null;
  /** The year whose working days are not known yet. */
  readonly calendarMissing: number | null;
}

/** Where a request stands after what was said in it. */
export interface SupportStanding {
  readonly state: SupportState;
  /** Since when the customer waits; null: they do not. */
  readonly waitingSince: Date | null;
  readonly due: SupportDue;
}

export interface SupportWord {
  readonly side: 'customer' | 'support';
  readonly at: Date;
  readonly text: string;
  readonly closes: boolean;
}

const NOTHING_DUE: SupportDue = { at: null, calendarMissing: null };

/**
 * Where a word leaves a request. Whoever writes on while they wait is not put at the end of the queue: the first word that nobody
 * has answered says by when. A closed request is opened again by the customer's word.
 *
 * @param due asked only of a word that begins to wait
 * @throws DomainError `already_decided` when a closed request is closed, `answer_missing` when one that waits is closed in silence
 */
export function afterWord(
  before: SupportStanding | null,
  word: SupportWord,
  due: () => SupportDue,
): SupportStanding {
  if (word.side === 'customer')
    return before?.state === 'open' ? before : { state: 'open', waitingSince: word.at, due: due() };
  if (!word.closes) return { state: 'answered', waitingSince: null, due: NOTHING_DUE };
  if (before?.state === 'closed') throw billingError('already_decided', 'Обращение уже закрыто');
  if (before?.state === 'open' && word.text === '')
    throw billingError('answer_missing', 'Клиент ждёт ответа: закройте обращение с ответом', {}, [
      { path: 'text', message: 'Напишите ответ: клиент ещё ждёт его' },
    ]);
  return { state: 'closed', waitingSince: null, due: NOTHING_DUE };
}
