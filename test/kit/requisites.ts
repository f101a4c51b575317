import type { RequisitesDto } from '@rocket/contracts';

const INN_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8] as const;

/** A ten-digit INN of its own for each number, with the right check digit (FNS algorithm). */
export function innOf(number: number): string {
  const nine = String(770_000_000 + (number % 9_999_999)).padStart(9, '0');
  const total = INN_WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(nine[index]), 0);
  return `${nine}${(total % 11) % 10}`;
}

/** Requisites of a company that pass every check; `changes` spoil or complete them. */
export const requisitesOf = (
  legalName: string,
  inn: string,
  changes: Partial<RequisitesDto> = {},
): RequisitesDto => ({
  legalName,
  inn,
  kpp: '770401001',
  ogrn: '1027700132195',
  legalAddress: '119021, г. Москва, ул. Льва Толстого, 16',
  bankName: 'ПАО Сбербанк',
  bic: '044525225',
  settlementAccount: '40702810500000000002',
  signatory: 'Соколова А. П.',
  emails: ['buh@romashka.example'],
  ...changes,
});
