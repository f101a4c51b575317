import type { MoneyDto, OfferTermsDto } from '@rocket/contracts';
import type { Language } from '@rocket/ui/counting';
import { writeMoney } from '@rocket/ui/writing';
import type { ruTerms } from './ru-terms';
import { at, clauseOf, TERM_FIELDS, type TermField } from './terms-table';

export type TermWords = typeof ruTerms;
interface Length {
  readonly count: number;
  readonly unit: 'calendar_days' | 'working_days' | 'banking_days' | 'hours';
}

/** One condition that a new version changes, in words. */
export interface TermChange {
  readonly label: string;
  readonly was: string;
  readonly becomes: string;
  /** Where the new text says it, when its profile names the clause. */
  readonly clause?: string | undefined;
}

const labelOf = (w: TermWords, path: string): string => w.fields[path] ?? path;
const optionOf = (w: TermWords, value: string): string => w.options[value] ?? periodLength(w, value);

/** `P1M` → «1 месяц»; what is not a period is shown as it is. */
export function periodLength(w: TermWords, period: string): string {
  const match = /^P(\d+)([DMY])$/.exec(period);
  return match ? w.period(Number(match[1]), match[2] as 'D' | 'M' | 'Y') : period;
}

/** What an offer means where it says nothing. */
const SILENCE: Partial<Record<TermField['kind'], (w: TermWords) => string>> = {
  periods: (w) => w.anyPeriod,
  usual_choice: (w) => w.usual,
  usual_count: (w) => w.usual,
  usual_lead: (w) => w.usual,
  percents: (w) => w.usual,
};

/** A condition as people say it. */
export function termText(w: TermWords, language: Language, { kind }: TermField, value: unknown): string {
  if (value === undefined || value === null) return SILENCE[kind]?.(w) ?? w.nothing;
  switch (kind) {
    case 'money':
      return writeMoney(language, value as MoneyDto);
    case 'yes_no':
      return value === true ? w.yes : w.no;
    case 'choice':
    case 'usual_choice':
    case 'maybe_choice':
      return optionOf(w, value as string);
    case 'choices':
      return (value as string[]).map((one) => optionOf(w, one)).join(', ') || w.nothing;
    case 'percents':
      return (value as number[]).map((one) => `${one}%`).join(', ');
    case 'length':
    case 'maybe_length':
    case 'usual_lead':
    case 'maybe_lead':
      return w.length((value as Length).count, (value as Length).unit);
    case 'periods':
      return (value as string[]).map((one) => periodLength(w, one)).join(', ');
    case 'bonus':
      return (
        (value as OfferTermsDto['topUpBonus'])
          .map((rule) => w.bonusRule(writeMoney(language, rule.from), rule.percent, rule.expiresInDays))
          .join('; ') || w.nothing
      );
    case 'count':
    case 'usual_count':
    case 'maybe_count':
    case 'maybe_text':
      return String(value as number | string);
  }
}

/** Whatever has no words of its own, as it is written. */
const raw = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));
/** The same whatever order a database keeps the names in. */
const inOrder = (value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? Array.isArray(value)
      ? value.map(inOrder)
      : value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inside]) => [name, inOrder(inside)]),
      );
const isSame = (a: unknown, b: unknown): boolean => raw(inOrder(a)) === raw(inOrder(b));

/**
 * What a version changes against another, in the order of the conditions; what the table has no words for comes last, as it is
 * written, so that nothing changes unseen. The version's own name, title and day are no condition.
 */
export function termChanges(
  w: TermWords,
  language: Language,
  before: OfferTermsDto,
  after: OfferTermsDto,
): TermChange[] {
  const told = TERM_FIELDS.filter(({ path }) => !isSame(at(before, path), at(after, path))).map((field) => ({
    label: labelOf(w, field.path),
    clause: clauseOf(after.clauses, field.path),
    was: termText(w, language, field, at(before, field.path)),
    becomes: termText(w, language, field, at(after, field.path)),
  }));
  const rest = restOf(before, after).map(({ path, was, becomes }) => ({
    label: labelOf(w, path),
    clause: clauseOf(after.clauses, path),
    was: raw(was),
    becomes: raw(becomes),
  }));
  return [...told, ...rest];
}

const HEADING = ['version', 'title', 'effectiveFrom', 'clauses'];

function restOf(
  before: unknown,
  after: unknown,
  under = '',
): { path: string; was: unknown; becomes: unknown }[] {
  const known = (path: string) => TERM_FIELDS.some((field) => field.path === path);
  const holds = (path: string) => TERM_FIELDS.some((field) => field.path.startsWith(`${path}.`));
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].flatMap((name) => {
    const path = under + name;
    if (known(path) || HEADING.includes(path)) return [];
    const [was, becomes] = [before, after].map((side) => (side as Record<string, unknown> | null)?.[name]);
    if (isSame(was, becomes)) return [];
    return holds(path) ? restOf(was, becomes, `${path}.`) : [{ path, was, becomes }];
  });
}
