import type { MoneyDto, OfferTermsDto } from '@rocket/contracts';
import { at, MAY_BE_LEFT_OUT, TERM_FIELDS, type TermField } from '@rocket/offer-words';
import { readMoney, typedAmount } from '../../form/read-money';

export type TypedTerms = Readonly<Record<string, string>>;

/** A length of time in an input: `5 working_days`; nothing where there is none. */
const typedLength = (value: unknown): string => {
  const length = value as { count: number; unit: string } | null | undefined;
  return length ? `${length.count} ${length.unit}` : '';
};

function typed({ kind }: TermField, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (kind) {
    case 'money':
      return typedAmount((value as MoneyDto).amount);
    case 'length':
    case 'maybe_length':
    case 'usual_lead':
    case 'maybe_lead':
      return typedLength(value);
    case 'periods':
      return (value as string[]).join(', ');
    case 'percents':
      return (value as number[]).join(', ');
    case 'choices':
      return (value as string[]).join(',');
    case 'bonus':
      return (value as OfferTermsDto['topUpBonus'])
        .map(({ from, percent, expiresInDays }) =>
          [typedAmount(from.amount), percent, expiresInDays].filter((part) => part !== null).join('; '),
        )
        .join('\n');
    default:
      return String(value as string | number | boolean);
  }
}

/** The terms as they stand in the inputs of a form, by path. */
export const typedTerms = (terms: OfferTermsDto): TypedTerms => ({
  ...Object.fromEntries(TERM_FIELDS.map((field) => [field.path, typed(field, at(terms, field.path))])),
  version: terms.version,
  title: terms.title,
  effectiveFrom: terms.effectiveFrom,
});

const readCount = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text) : text);

function read({ kind }: TermField, text: string, currency: MoneyDto['currency']): unknown {
  switch (kind) {
    case 'money':
      return readMoney(text, currency);
    case 'yes_no':
      return text === 'true';
    case 'count':
    case 'usual_count':
      return readCount(text);
    case 'maybe_count':
      return text.trim() === '' ? null : readCount(text);
    case 'periods': {
      const periods = text.split(/[\s,;]+/).filter(Boolean);
      return periods.length === 0 ? null : periods.map((one) => one.toUpperCase());
    }
    case 'percents':
      return text
        .split(/[\s,;%]+/)
        .filter(Boolean)
        .map(readCount);
    case 'length':
    case 'usual_lead':
    case 'maybe_lead':
    case 'maybe_length': {
      const [count = '', unit = ''] = text.split(' ');
      return count === '' && kind === 'maybe_length' ? null : { count: readCount(count), unit };
    }
    case 'choices':
      return text.split(',').filter(Boolean);
    case 'bonus':
      return text
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => {
          const [from = '', percent = '', days = ''] = line.split(';').map((part) => part.trim());
          return {
            from: readMoney(from, currency),
            percent: percent.replace(',', '.').replace('%', ''),
            expiresInDays: days ? readCount(days) : null,
          };
        });
    case 'choice':
    case 'usual_choice':
    case 'maybe_choice':
      return text;
    case 'maybe_text':
      return text.trim();
  }
}

const isOfUsual = (path: string): boolean =>
  MAY_BE_LEFT_OUT.some((part) => path === part || path.startsWith(`${part}.`));

const isSilent = (part: unknown): boolean =>
  part === undefined || (typeof part === 'object' && part !== null && Object.keys(part).length === 0);

/** Writes a value at a path; undefined takes away what stands there. */
function put(terms: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop()!;
  let inside = terms;
  for (const part of parts) {
    if (value === undefined && inside[part] === undefined) return;
    inside = (inside[part] ??= {}) as Record<string, unknown>;
  }
  if (value === undefined) Reflect.deleteProperty(inside, last);
  else inside[last] = value;
}

/** What was typed, over the terms it began from; what the form does not show stays as it was. The schema decides about it. */
export function readTerms(values: TypedTerms, from: OfferTermsDto): unknown {
  const terms = JSON.parse(JSON.stringify(from)) as Record<string, unknown>;
  const { currency } = from.minimumPayment;
  for (const field of TERM_FIELDS) {
    const text = values[field.path] ?? '';
    put(terms, field.path, text === '' && isOfUsual(field.path) ? undefined : read(field, text, currency));
  }
  // A part none of which is said is left out; of one that is half said the schema asks for the rest.
  for (const part of MAY_BE_LEFT_OUT) if (isSilent(at(terms, part))) put(terms, part, undefined);
  for (const name of ['version', 'title', 'effectiveFrom']) terms[name] = (values[name] ?? '').trim();
  return terms;
}

/** `topUpBonus.0.percent` → the input that holds it. */
export const termFieldOf = (path: string): string =>
  TERM_FIELDS.find((field) => path === field.path || path.startsWith(`${field.path}.`))?.path ?? path;
