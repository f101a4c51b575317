import { ruFieldNames, tellFields } from '@rocket/act-words';
import { actWords } from './act-words';
import { pageWords } from './words';

/** Which fields an act sent, in words. */
export const fieldWords = (fields: readonly string[]): string =>
  tellFields(fields, pageWords('fieldNames', ruFieldNames), actWords());
