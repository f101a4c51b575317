import type { DocumentDto, DocumentStatus } from '@rocket/contracts';

const KINDS: Readonly<Record<DocumentDto['kind'], string>> = {
  invoice: 'Счёт',
  upd: 'УПД',
  correction: 'Корректировка',
  act: 'Акт',
  certificate: 'Сертификат',
  reconciliation: 'Акт сверки',
  advance_invoice: 'Счёт-фактура на аванс',
};

const KINDS_IN_ENGLISH: Readonly<Record<DocumentDto['kind'], string>> = {
  invoice: 'Invoice',
  upd: 'UPD',
  correction: 'Correction',
  act: 'Act',
  certificate: 'Certificate',
  reconciliation: 'Reconciliation',
  advance_invoice: 'Advance tax invoice',
};

const STATUSES: Readonly<Record<DocumentStatus, string>> = {
  issued: 'Выставлен',
  sent: 'Отправлен',
  delivered: 'Получен',
  signed: 'Подписан',
  accepted: 'Принят',
  disputed: 'Оспорен',
  cancelled: 'Аннулирован',
  paid: 'Оплачен',
  expired: 'Просрочен',
};

/** Words for files that accountants take away; the panel has its own dictionaries. */
export const documentKindWords = (kind: DocumentDto['kind']): string => KINDS[kind];
/** For letters to whoever reads English. */
export const documentKindInEnglish = (kind: DocumentDto['kind']): string => KINDS_IN_ENGLISH[kind];
export const documentStatusWords = (status: DocumentStatus): string => STATUSES[status];
