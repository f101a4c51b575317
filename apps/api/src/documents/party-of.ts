import { localDate } from '@rocket/kernel';
import type { PartyRequisites } from '@rocket/documents';
import type { RequisitesDto } from '@rocket/contracts';
import type { SellerProfile } from '@rocket/catalog';

/** Requisites as a document prints them. */
export const partyOf = (requisites: RequisitesDto | SellerProfile['requisites']): PartyRequisites => ({
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
