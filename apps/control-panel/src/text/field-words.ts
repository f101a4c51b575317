import { actWords } from './act-words';
import { ruFieldNames } from './ru-field-names';
import { pageWords } from './words';

/** Which fields an act sent, in words; what is no field of any act was sent by mistake and is told as such, once. */
export function fieldWords(fields: readonly string[]): string {
  const names = pageWords('fieldNames', ruFieldNames);
  const known = fields.flatMap((field) => names[field] ?? []);
  const unknown = fields.some((field) => names[field] === undefined) ? [actWords().unknownFields] : [];
  return [...new Set([...known, ...unknown])].join(', ');
}
