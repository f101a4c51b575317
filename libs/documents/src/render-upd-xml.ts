import type { LocalDate } from '@rocket/kernel';
import { assertAdvanceAddsUp, type AdvanceInvoiceFacts } from './advance-invoice-facts';
import { isSoleTrader, type PartyRequisites } from './party';
import { assertUpdAddsUp, type UpdFacts } from './upd-facts';
import type { ExchangeEnvelope, UpdXmlEnvelope } from './upd-xml-envelope';
import { outOfLimits } from './upd-xml-limits';
import { brokenRules } from './upd-xml-rules';
import { advanceInvoiceTree, updTree } from './upd-xml-tree';
import { xmlBytes, type XmlElement } from './xml';

/** Flags of traceable, marked, alcohol, tobacco and oil goods: we sell none (facts 1.6). */
const NO_GOODS = '0_0_0_0_0_00';
const PARTICIPANT = /^[0-9A-Za-z@.-]{4,46}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface XmlFile {
  /** Name with its ending; it repeats `Файл/@ИдФайл`. */
  readonly fileName: string;
  /** windows-1251. What is signed is these bytes: never write them anew. */
  readonly bytes: Uint8Array;
}

/** A document that is right cannot be said in a format: a character, a length, a pattern or a rule of it stands against. */
export class NotInFormat extends Error {
  override readonly name = 'NotInFormat';
}

/**
 * A UPD as the seller's file of FNS format 5.03 (order ЕД-7-26/970@), for exchange through an operator and for import into
 * accounting programs: status 1 is `СЧФДОП`, status 2 is `ДОП`. The same facts and envelope give the same bytes.
 * @throws NotInFormat naming the field: a length, pattern or Schematron rule of the format that is broken (facts 1.5), a
 * character that XML or windows-1251 does not have
 * @throws Error for facts that do not add up
 */
export function renderUpdXml(facts: UpdFacts, envelope: UpdXmlEnvelope): XmlFile {
  assertUpdAddsUp(facts);
  const refuse = refusing(`UPD ${facts.number}`);
  if (facts.advanceInvoices.length > 0 && !envelope.advanceInvoiceFields)
    refuse('advanceInvoiceFields are needed for line 5б');
  return fileOf(facts, envelope, (fileId) => updTree(facts, envelope, fileId), refuse);
}

/**
 * A tax invoice for an advance as the seller's file of the same format.
 * @throws NotInFormat, Error as `renderUpdXml` does
 */
export function renderAdvanceInvoiceXml(facts: AdvanceInvoiceFacts, envelope: ExchangeEnvelope): XmlFile {
  assertAdvanceAddsUp(facts);
  const refuse = refusing(`Advance invoice ${facts.number}`);
  return fileOf(facts, envelope, (fileId) => advanceInvoiceTree(facts, envelope, fileId), refuse);
}

type Refuse = (why: string) => never;

const refusing =
  (paper: string): Refuse =>
  (why) => {
    throw new NotInFormat(`${paper} as XML: ${why}`);
  };

function fileOf(
  parties: Parties,
  envelope: ExchangeEnvelope,
  treeOf: (fileId: string) => XmlElement,
  refuse: Refuse,
): XmlFile {
  refuseEnvelope(parties, envelope, refuse);
  const fileId = fileIdOf(envelope);
  const fileName = `${fileId}.xml`;
  const tree = composed(treeOf(fileId));
  const wrong = [...outOfLimits(tree), ...brokenRules(tree, fileName)];
  if (wrong.length > 0) refuse(wrong.join('; '));
  try {
    return { fileName, bytes: xmlBytes(tree) };
  } catch (error) {
    return refuse((error as Error).message);
  }
}

interface Parties {
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
}

const compact = (date: LocalDate): string => date.replaceAll('-', '');

const fileIdOf = ({ recipientId, senderId, formedAt, guid }: ExchangeEnvelope): string =>
  `ON_NSCHFDOPPR_${recipientId}_${senderId}_${compact(formedAt.date)}_${guid.toLowerCase()}_${NO_GOODS}`;

function refuseEnvelope(parties: Parties, envelope: ExchangeEnvelope, refuse: Refuse): void {
  // An underscore would part the name of the file in a wrong place.
  if (!PARTICIPANT.test(envelope.senderId)) refuse(`senderId may not be «${envelope.senderId}»`);
  if (!PARTICIPANT.test(envelope.recipientId)) refuse(`recipientId may not be «${envelope.recipientId}»`);
  if (!UUID.test(envelope.guid)) refuse(`guid is not a UUID: «${envelope.guid}»`);
  if (!/^\d\d:\d\d:\d\d$/.test(envelope.formedAt.time))
    refuse(`formedAt.time is not HH:MM:SS: «${envelope.formedAt.time}»`);
  if (isSoleTrader(parties.seller) && !envelope.sellerPerson)
    refuse('sellerPerson is needed for a sole trader');
  if (isSoleTrader(parties.customer) && !envelope.customerPerson)
    refuse('customerPerson is needed for a sole trader');
}

/** «й» of two characters is one in windows-1251. */
export const composed = ({ name, attributes, children }: XmlElement): XmlElement => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([attribute, value]) => [attribute, value.normalize('NFC')]),
  ),
  children: children.map((child) => (typeof child === 'string' ? child.normalize('NFC') : composed(child))),
});
