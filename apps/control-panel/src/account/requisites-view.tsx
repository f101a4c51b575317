import type { Country, RequisitesDto } from '@rocket/contracts';
import { Facts } from '../shell/page';
import { words } from '../text/words';

/** The requisites to read, not to change. */
export function RequisitesView({
  value,
  country = 'RU',
}: {
  value: RequisitesDto;
  country?: Country | undefined;
}) {
  const { requisites } = words.value;
  const r = { ...requisites, ...(country === 'RU' ? {} : requisites.kz) };
  const rows: [string, string | undefined][] = [
    [r.legalName, value.legalName],
    [r.inn, value.inn],
    [r.kpp, value.kpp],
    [r.ogrn, value.ogrn],
    [r.legalAddress, value.legalAddress],
    [r.bankName, value.bankName],
    [r.bic, value.bic],
    [r.settlementAccount, value.settlementAccount],
    [r.correspondentAccount, value.correspondentAccount],
    [requisites.kz.kbe, value.kbe],
    [r.signatory, value.signatory],
    [r.emails, value.emails?.join(', ')],
  ];
  return <Facts items={rows.flatMap(([name, text]) => (text ? [[name, text] as const] : []))} />;
}
