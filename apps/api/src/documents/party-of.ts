import { localDate } from '@rocket/kernel';
import type { PartyRequisites } from '@rocket/documents';
import type { Country, RequisitesDto } from '@rocket/contracts';
import type { SellerProfile } from '@rocket/catalog';

/** Somebody who gave no requisites: only a name is printed. */
export const personOf = (name: string): PartyRequisites => ({ name, inn: '', kpp: null, address: '' });

/** Requisites as a document prints them. @param country of the seller, whose law its customers follow too */
export const partyOf = (
  requisites: RequisitesDto | SellerProfile['requisites'],
  country: Country = 'RU',
): PartyRequisites => ({
  ...(country === 'RU' ? {} : { country, kbe: requisites.kbe ?? null }),
  name: requisites.legalName,
  shortName: requisites.shortName ?? null,
  inn: requisites.inn,
  kpp: requisites.kpp ?? null,
  ogrn: requisites.ogrn ?? null,
  address: requisites.legalAddress,
  phone: requisites.phone ?? null,
  signatory: requisites.signatory ?? null,
  signatoryPost: requisites.signatoryPost ?? null,
  signatoryName: requisites.signatoryName ?? null,
  powerOfAttorney: requisites.powerOfAttorney
    ? { ...requisites.powerOfAttorney, issuedOn: localDate(requisites.powerOfAttorney.issuedOn) }
    : null,
  accountant: requisites.accountant ?? null,
  edoId: requisites.edoId ?? null,
  bankName: requisites.bankName ?? null,
  bic: requisites.bic ?? null,
  settlementAccount: requisites.settlementAccount ?? null,
  correspondentAccount: requisites.correspondentAccount ?? null,
});
