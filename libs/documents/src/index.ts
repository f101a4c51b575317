export { type PartyRequisites, type Signatory } from './party';
export { type InvoiceFacts, type InvoiceLine } from './invoice-facts';
export { renderInvoice } from './render-invoice';
export { type DocumentReference, type UpdFacts, type UpdLine } from './upd-facts';
export { renderUpd } from './render-upd';
export {
  correctionTotals,
  type CorrectionFacts,
  type CorrectionLine,
  type CostChanges,
  type TaxedAmounts,
} from './correction-facts';
export { type AdvanceInvoiceFacts } from './advance-invoice-facts';
export { renderAdvanceInvoice } from './render-advance-invoice';
export { type ActFacts, type CertificateFacts, type HandoverFacts } from './act-facts';
export { renderAct, renderCertificate } from './render-act';
export { type ReconciliationFacts, type ReconciliationLine } from './reconciliation-facts';
export { reconciliationXlsx, renderReconciliation } from './render-reconciliation';
export { renderReconciliationXml } from './render-reconciliation-xml';
export { renderCorrection } from './render-correction';
export { renderCorrectionXml } from './render-correction-xml';
export {
  type Country,
  type ElectronicPower,
  type ExchangeEnvelope,
  type PaperPower,
  type UpdXmlEnvelope,
  type XmlSignatory,
} from './upd-xml-envelope';
export { NotInFormat, renderAdvanceInvoiceXml, renderUpdXml, type XmlFile } from './render-upd-xml';
export { contractOf, type ContractReference } from './contract-reference';
export { personNameOf, type PersonName } from './person-name';
export { printable, unprintableIn } from './fonts';
export { canPayByQr, paymentQrText } from './payment-qr';
export { withoutVat } from './party';
export { printSum, russianDate, shortDate, sumInWords, wordingOf } from './wording';
export {
  csvPieces,
  inPieces,
  toCsv,
  toXlsx,
  type LongSpreadsheet,
  type SheetColumn,
  type SheetValue,
  type Spreadsheet,
} from './spreadsheet';
export { toXlsxAside } from './xlsx-aside';
export {
  turnoverOf,
  type AccountStatementFacts,
  type AccountStatementLine,
  type Holding,
} from './account-statement-facts';
export { accountStatementTable } from './account-statement-table';
export {
  noticeEvidenceTable,
  renderNoticeEvidence,
  type EvidenceStep,
  type NoticeEvidenceFacts,
} from './notice-evidence';
export { longEntryList, type EntryListFacts, type EntryListHead } from './entry-list-table';
export { renderAccountStatement, renderEntryList } from './render-account-statement';
export {
  partnerStatementTable,
  partnerTurnoverOf,
  renderPartnerStatement,
  type PartnerStatementFacts,
  type PartnerStatementLine,
} from './partner-statement';
export type { StatementLanguage } from './partner-statement-words';
export {
  papersRegister,
  receiptsRegister,
  salesBook,
  type PaperRow,
  type ReceiptRow,
  type RegisterPeriod,
  type SalesBookRow,
} from './registers';
export {
  type ExportedContract,
  type ExportedObject,
  type ExportedPart,
  type PaidBack,
  type ReceivedMoney,
} from './enterprise-data-facts';
export { ENTERPRISE_DATA_VERSION, enterpriseData } from './enterprise-data';
export { advancesRegister, type AdvanceRow } from './advances-register';
