import type { Language, NoticeCategory } from '@rocket/contracts';
import type { Reader } from '../notices/reader.store';

interface Told {
  readonly category: NoticeCategory | null;
  /** Whom it answers: they are written to even where nobody else writes to them. */
  readonly readerId?: string | null;
}

/** A letter to be written: what it tells, to whom, in which language. Without recipients: nobody wants it. */
export interface PlannedLetter<N extends Told> {
  readonly category: NoticeCategory | null;
  readonly language: Language;
  readonly told: readonly N[];
  readonly recipients: readonly string[];
}

/**
 * Who gets which letter. What may not be declined is one letter to all who read one language. What may be is a letter of its
 * own to each who has not declined it, because each bears its reader's own link to end it.
 *
 * @param asking by their id, people who get the notices that answer them besides
 */
export function lettersOf<N extends Told>(
  notices: readonly N[],
  readers: readonly Reader[],
  asking: ReadonlyMap<string, Reader> = new Map(),
): PlannedLetter<N>[] {
  const letters: PlannedLetter<N>[] = [];
  const technical = notices.filter(({ category }) => category === null);
  for (const language of ['ru', 'en'] as const) {
    const recipients = readers.filter((each) => each.language === language).map(({ address }) => address);
    if (technical.length > 0 && recipients.length > 0)
      letters.push({ category: null, language, told: technical, recipients });
  }
  const known = new Set(readers.map(({ address }) => address.toLowerCase()));
  for (const [id, { address, language }] of asking) {
    const told = technical.filter(({ readerId }) => readerId === id);
    if (told.length > 0 && !known.has(address.toLowerCase()))
      letters.push({ category: null, language, told, recipients: [address] });
  }
  for (const category of ['news', 'promotions'] as const) {
    const told = notices.filter((each) => each.category === category);
    if (told.length === 0) continue;
    const wanting = readers.filter(({ declined }) => !declined.includes(category));
    for (const { address, language } of wanting)
      letters.push({ category, language, told, recipients: [address] });
    if (wanting.length === 0) letters.push({ category, language: 'ru', told, recipients: [] });
  }
  return letters;
}
