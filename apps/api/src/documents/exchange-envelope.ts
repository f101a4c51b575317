import {
  personNameOf,
  type ExchangeEnvelope,
  type PartyRequisites,
  type PersonName,
} from '@rocket/documents';
import { dayOf, type FieldError } from '@rocket/kernel';
import { v5 as uuidOf } from 'uuid';
import { ApiError } from '../platform/api-error';

/** Written into every file: `ВерсПрог`. */
const PROGRAM = 'Rocket Market 1.0';

/** Names the space of our own identifiers of participants; any fixed UUID will do. */
const PARTICIPANTS = '7b1c3f0e-54f5-4d38-9c6f-1f2f1f8b6a10';

/** What a document says of itself and its parties, as it was on the day of issue, and the requisites of today. */
export interface ExchangeFacts {
  readonly documentId: string;
  readonly createdAt: Date;
  readonly timeZone: string;
  /** As the facts of the document say. */
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** As the profiles say now: they complete what the facts do not know, and change nothing of what they know. */
  readonly sellerToday: PartyRequisites;
  readonly customerToday: PartyRequisites | null;
}

/**
 * What a file of an FNS format needs beside the facts of its document. A party without an identifier of electronic exchange
 * gets one of ours, always the same: a file handed over without an operator names its participants by a UUID.
 *
 * @throws ApiError `requisites_incomplete` naming every field that is missing
 */
export function exchangeEnvelope(facts: ExchangeFacts): ExchangeEnvelope {
  const { seller, customer, sellerToday, customerToday } = facts;
  const missing: FieldError[] = [];
  const person = (name: PersonName | null, path: string, message: string): PersonName => {
    if (!name) missing.push({ path, message });
    return name ?? { surname: '', name: '' };
  };
  const signatory = person(
    signatoryOf(seller, sellerToday),
    'seller.signatoryName',
    'Укажите фамилию, имя и отчество того, кто подписывает за продавца',
  );
  const traders = {
    sellerPerson: isTrader(seller)
      ? person(traderOf(seller, sellerToday), 'seller.signatoryName', 'Укажите фамилию и имя предпринимателя')
      : null,
    customerPerson: isTrader(customer)
      ? person(
          traderOf(customer, customerToday),
          'signatoryName',
          'Укажите фамилию и имя предпринимателя в реквизитах',
        )
      : null,
  };
  if (missing.length > 0) {
    const detail = missing.map(({ message }) => message).join('. ');
    throw new ApiError('requisites_incomplete', detail, {}, missing);
  }
  const power = seller.powerOfAttorney ?? null;
  return {
    senderId: participantOf(seller, sellerToday),
    recipientId: participantOf(customer, customerToday),
    guid: facts.documentId,
    programVersion: PROGRAM,
    formedAt: { date: dayOf(facts.createdAt, facts.timeZone), time: timeOf(facts.createdAt, facts.timeZone) },
    signatory: {
      ...signatory,
      post: seller.signatoryPost ?? null,
      authorityKind: power ? 5 : 1,
      paperPower: power,
    },
    ...traders,
  };
}

const isTrader = ({ inn }: PartyRequisites): boolean => inn.length === 12;

/** Whoever signed the paper: today's profile tells the names apart only of the same person. */
function signatoryOf(then: PartyRequisites, today: PartyRequisites): PersonName | null {
  if (then.signatoryName) return then.signatoryName;
  if (!then.signatory && isTrader(then)) return traderOf(then, today);
  if (today.signatoryName && [null, undefined, today.signatory].includes(then.signatory))
    return today.signatoryName;
  const text = then.signatory ?? today.signatory;
  return text ? personNameOf(text) : null;
}

function traderOf(then: PartyRequisites, today: PartyRequisites | null): PersonName | null {
  const apart = then.signatoryName ?? sameParty(then, today)?.signatoryName;
  return apart ?? personNameOf(then.name);
}

const participantOf = (then: PartyRequisites, today: PartyRequisites | null): string =>
  then.edoId ??
  sameParty(then, today)?.edoId ??
  uuidOf([then.inn, then.kpp].filter(Boolean).join('/'), PARTICIPANTS);

const sameParty = (then: PartyRequisites, today: PartyRequisites | null): PartyRequisites | null =>
  today?.inn === then.inn ? today : null;

/** `HH:MM:SS` of an instant in a zone. */
const timeOf = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('ru-RU', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).format(instant);
