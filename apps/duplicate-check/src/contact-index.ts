import { createHmac } from 'node:crypto';

/** A contact as the card of a lead shows it. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

export type SharedMark = 'phone' | 'email';

/** A contact that was seen in another card and shares a mark with this one. */
export interface Duplicate {
  readonly name: string;
  readonly shares: readonly SharedMark[];
}

/** What is kept of a contact: its name and fingerprints, never the phone or the address themselves. */
export interface KeptContact {
  readonly name: string;
  readonly marks: Readonly<Partial<Record<SharedMark, string>>>;
}

const MARKS: readonly SharedMark[] = ['phone', 'email'];

/** Digits that decide: `8 (900) …`, `+7 900 …` and `900 …` are one Russian number. Null when it is no number. */
export function phoneMark(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  if (digits.length === 10) return `7${digits}`;
  if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`;
  return digits.length >= 11 && digits.length <= 15 ? digits : null;
}

export const emailMark = (email: string): string | null =>
  /^\S+@\S+\.\S+$/.test(email.trim()) ? email.trim().toLowerCase() : null;

/**
 * Who shares a phone or an e-mail with this contact, and the list with the contact in it. The same name with the same marks is
 * the contact itself, seen again. `key` is the account's own: what is kept of two accounts cannot be compared.
 */
export function findDuplicates(
  known: readonly KeptContact[],
  contact: Contact,
  key: string,
): { duplicates: Duplicate[]; known: readonly KeptContact[] } {
  const name = contact.name.trim();
  const marks = marksOf(contact, key);
  const isSame = (each: KeptContact): boolean =>
    each.name === name && MARKS.every((mark) => each.marks[mark] === marks[mark]);
  const duplicates = known
    .filter((each) => !isSame(each))
    .map((each) => ({
      name: each.name,
      shares: MARKS.filter((mark) => marks[mark] !== undefined && each.marks[mark] === marks[mark]),
    }))
    .filter(({ shares }) => shares.length > 0);
  const isKnown = known.some(isSame) || Object.keys(marks).length === 0;
  return { duplicates, known: isKnown ? known : [...known, { name, marks }] };
}

function marksOf({ phone, email }: Contact, key: string): KeptContact['marks'] {
  const print = (mark: string): string =>
    createHmac('sha256', key).update(mark).digest('base64url').slice(0, 22);
  const [byPhone, byEmail] = [phoneMark(phone), emailMark(email)];
  return {
    ...(byPhone === null ? {} : { phone: print(byPhone) }),
    ...(byEmail === null ? {} : { email: print(byEmail) }),
  };
}
