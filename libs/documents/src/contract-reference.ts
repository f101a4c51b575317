import { localDate, type LocalDate } from '@rocket/kernel';

/** Name, number and date of a contract apart, as the electronic formats want them. */
export interface ContractReference {
  readonly name: string;
  readonly number: string;
  readonly date: LocalDate;
}

const TITLE = /^(?<name>.+?)\s*№\s*(?<number>\S+)\s+от\s+(?<day>\d\d)\.(?<month>\d\d)\.(?<year>\d{4})/u;

/** «Публичная оферта № 6 от 19.08.2025» apart; null for a text of another shape. */
export function contractOf(title: string): ContractReference | null {
  const found = TITLE.exec(title)?.groups;
  if (!found) return null;
  const { name, number, day, month, year } = found as Record<string, string>;
  return { name: name!, number: number!, date: localDate(`${year}-${month}-${day}`) };
}
