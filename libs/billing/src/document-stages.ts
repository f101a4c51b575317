import { addDays, DomainError, type LocalDate } from '@rocket/kernel';
import { addTerm, type Term } from './working-days';

/** What is written down about a document, each at most once, from the weakest to the strongest. */
export const DOCUMENT_STAGES = [
  'issued',
  'sent',
  'delivered',
  'accepted',
  'disputed',
  'signed',
  'cancelled',
] as const;
export type DocumentStage = (typeof DOCUMENT_STAGES)[number];

/** After these silence means nothing any more. */
const DECIDED: readonly DocumentStage[] = ['accepted', 'disputed', 'signed', 'cancelled'];

/**
 * The stage a document has reached (rule 19). What was decided outweighs what merely happened later: a letter sent again does
 * not undo a signature, and a signature settles a dispute.
 */
export const stageReached = (stages: readonly DocumentStage[]): DocumentStage =>
  DOCUMENT_STAGES.findLast((stage) => stages.includes(stage)) ?? 'issued';

export const isDecided = (stages: readonly DocumentStage[]): boolean =>
  stages.some((stage) => DECIDED.includes(stage));

/**
 * Whether a reasoned refusal is in time. A term lasts until its last day is over (Civil Code, art. 194): on the very day on which
 * silence came to count as consent the customer may still refuse (clause 7.5; Itgrix 5.4).
 */
export const mayObject = (
  stages: readonly DocumentStage[],
  acceptedOn: LocalDate | null,
  today: LocalDate,
): boolean =>
  !isDecided(stages) || (acceptedOn === today && !isDecided(stages.filter((stage) => stage !== 'accepted')));

/** The letter counts as received on the next day (clause 7.5). */
export const countsAsReceivedOn = (toldOn: LocalDate): LocalDate => addDays(toldOn, 1);

/**
 * The day on which silence has lasted long enough (clauses 7.5–7.6): so many working days after the letter counts as received.
 * @throws DomainError `calendar_unknown`
 */
export const acceptedBySilenceOn = (toldOn: LocalDate, silence: Term): LocalDate =>
  addTerm(countsAsReceivedOn(toldOn), silence);

export interface DocumentCourse {
  readonly kind: string;
  readonly stages: readonly DocumentStage[];
  readonly issuedOn: LocalDate;
  /** The customer was told by letter, or by the panel where no letters are written; null: not yet. */
  readonly toldOn: LocalDate | null;
  /** What the offer says about silence, null: nothing. */
  readonly silence: Term | null;
  /** How soon originals go out by post or an EDO operator, and how soon the customer's copy comes back; null: not agreed. */
  readonly originals: { readonly sentWithin: Term; readonly returnedWithin: Term } | null;
  readonly originalsSentOn: LocalDate | null;
  /** The day on which silence came to count as consent; null: it has not. */
  readonly acceptedOn: LocalDate | null;
  readonly today: LocalDate;
  /** Of an invoice: the last day of its term while it waits for money, else null. */
  readonly payUntil: LocalDate | null;
}

/**
 * Something somebody has to do now. `on` is the last day for it, null where no day is agreed or its calendar is not known;
 * `overdue`: that day is over and it is still to be done.
 */
export interface DocumentDuty {
  readonly who: 'customer' | 'seller';
  readonly what:
    | 'pay'
    | 'sign'
    | 'sign_or_object'
    | 'return_copy'
    | 'tell'
    | 'send_originals'
    | 'answer_objection';
  readonly on: LocalDate | null;
  readonly overdue: boolean;
}
type Asked = Omit<DocumentDuty, 'overdue'>;

/** Papers both sides sign. */
export const TWO_SIDED: readonly string[] = ['upd', 'act', 'certificate', 'correction'];
/** Papers that silence accepts. */
export const SILENCE_ACCEPTS: readonly string[] = ['upd', 'act'];

/**
 * What is asked of the customer and of the seller about a document today (rule 19; clauses 2.1.6, 2.3.9, 7.4–7.8): the
 * customer first, nothing twice.
 */
export function documentDuties(course: DocumentCourse): DocumentDuty[] {
  return asked(course).map((duty) => ({ ...duty, overdue: duty.on !== null && duty.on < course.today }));
}

function asked(course: DocumentCourse): Asked[] {
  const { kind, stages } = course;
  if (course.payUntil) return [{ who: 'customer', what: 'pay', on: course.payUntil }];
  if (!TWO_SIDED.includes(kind) || stages.includes('cancelled')) return [];
  return [ofCustomer(course), ofSeller(course)].filter((duty) => duty !== null);
}

function ofCustomer(course: DocumentCourse): Asked | null {
  const { kind, stages, toldOn, silence, originals, originalsSentOn, acceptedOn, today } = course;
  if (stages.includes('signed')) return null;
  const answerBy = silence && toldOn ? known(() => acceptedBySilenceOn(toldOn, silence)) : null;
  // Clauses 2.3.8, 7.8: as many days as for a UPD, but the money waits for it, silence does not accept it.
  if (kind === 'correction') return { who: 'customer', what: 'sign', on: answerBy };
  if (mayObject(stages, acceptedOn, today) && silence && toldOn && SILENCE_ACCEPTS.includes(kind))
    return { who: 'customer', what: 'sign_or_object', on: answerBy };
  if (originals && originalsSentOn && !stages.includes('disputed'))
    return {
      who: 'customer',
      what: 'return_copy',
      on: known(() => addTerm(countsAsReceivedOn(originalsSentOn), originals.returnedWithin)),
    };
  return null;
}

function ofSeller({ stages, toldOn, issuedOn, originals, originalsSentOn }: DocumentCourse): Asked | null {
  if (stages.includes('disputed') && !stages.includes('signed'))
    return { who: 'seller', what: 'answer_objection', on: null };
  if (!toldOn && !isDecided(stages)) return { who: 'seller', what: 'tell', on: null };
  if (originals && !originalsSentOn && !stages.includes('signed'))
    return {
      who: 'seller',
      what: 'send_originals',
      on: known(() => addTerm(issuedOn, originals.sentWithin)),
    };
  return null;
}

/** A step that reaches a year without a calendar waits; what is asked is told without its day. */
function known(day: () => LocalDate): LocalDate | null {
  try {
    return day();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar_unknown') return null;
    throw error;
  }
}
