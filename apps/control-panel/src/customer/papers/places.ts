import { papersWords } from '../../text/papers-words';

/** Where a letter with a document may go, as a person chooses it. */
export interface Place {
  readonly text: string;
  readonly emails: readonly string[];
}

/** One's own address, each of the requisites, and all of these at once: the panel writes to nobody else. */
export function placesOf(mine: string | null, known: readonly string[]): Place[] {
  const p = papersWords();
  const others = known.filter((email) => email !== mine);
  return [
    ...(mine ? [{ text: p.sendToMe(mine), emails: [mine] }] : []),
    ...others.map((email) => ({ text: email, emails: [email] })),
    ...(known.length > 1 ? [{ text: p.sendToAll(known.join(', ')), emails: known }] : []),
  ];
}
