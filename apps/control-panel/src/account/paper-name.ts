import type { DocumentDto } from '@rocket/contracts';
import { writeDate } from '@rocket/ui';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';

/** A document as people call it: kind, number, date. */
export const paperName = ({
  kind,
  number,
  issuedOn,
}: Pick<DocumentDto, 'kind' | 'number' | 'issuedOn'>): string =>
  papersWords().paper(words.value.documents.kinds[kind], number, writeDate(issuedOn));
