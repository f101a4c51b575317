import type { ProductKeyRowDto } from '@rocket/contracts';
import { developerWords } from '../../text/developer-words';

export interface MadeKey {
  readonly secret: string;
  /** Of one that stands in the place of another. */
  readonly oldWorksUntil?: string;
}

/** How a key is told from others: its name, else how it begins. */
export const nameOf = ({ name, prefix }: ProductKeyRowDto): string =>
  name ?? prefix ?? developerWords().keys.unnamed;
