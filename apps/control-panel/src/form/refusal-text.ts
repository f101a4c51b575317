import { ApiProblem, money, type MoneyDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import { writeMoney } from '@rocket/ui';
import type { Words } from '../text/words';

export interface Shortage {
  readonly required: MoneyDto;
  readonly available: MoneyDto;
  readonly missing: MoneyDto;
}

/** What a 402 `insufficient_balance` says, in sums; null for any other refusal. */
export function shortageOf(error: unknown): Shortage | null {
  if (!(error instanceof ApiProblem) || error.problem.code !== 'insufficient_balance') return null;
  const required = money.safeParse(error.problem['required']);
  const available = money.safeParse(error.problem['available']);
  if (!required.success || !available.success) return null;
  const missing = parseMinor(required.data.amount) - parseMinor(available.data.amount);
  return {
    required: required.data,
    available: available.data,
    missing: { amount: printMinor(missing > 0n ? missing : 0n), currency: required.data.currency },
  };
}

/** The sentence a person reads when something was refused or did not arrive. */
export function refusalText(t: Words, error: unknown): string {
  const shortage = shortageOf(error);
  if (shortage) {
    const write = (value: MoneyDto) => writeMoney(t.language, value);
    return t.refusal.shortage(write(shortage.required), write(shortage.available), write(shortage.missing));
  }
  if (!(error instanceof ApiProblem)) return t.refusal.offline;
  const { code, detail, status } = error.problem;
  const known = (t.refusal.byCode as Record<string, string | undefined>)[code];
  if (t.language === 'ru') return detail || known || t.refusal.unexpected(status);
  // The server writes its sentences in Russian: a known code is better than a foreign sentence.
  return known || detail || t.refusal.unexpected(status);
}
