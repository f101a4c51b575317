import { printMinor, type Minor } from '@rocket/kernel';
import { contractOf } from './contract-reference';
import { assertCorrectionAddsUp, type CorrectionFacts, type CorrectionLine } from './correction-facts';
import { innAndKpp, isSoleTrader, type PartyRequisites } from './party';
import type { PersonName } from './person-name';
import { composed, NotInFormat, type XmlFile } from './render-upd-xml';
import type { ExchangeEnvelope, XmlSignatory } from './upd-xml-envelope';
import { shortDate, wordingOf } from './wording';
import { element, xmlBytes, type XmlElement } from './xml';

/** Rates as the contract calls them. */
const RATES: Readonly<Record<string, string>> = {
  '0': 'ZeroPercent',
  '5': 'FivePercent',
  '7': 'SevenPercent',
  '10': 'TenPercent',
  '18': 'EighteenPercent',
  '20': 'TwentyPercent',
  '22': 'TwentyTwoPercent',
  '5/105': 'FiveFraction',
  '7/107': 'SevenFraction',
  '10/110': 'TenFraction',
  '18/118': 'EighteenFraction',
  '20/120': 'TwentyFraction',
  '22/122': 'TwentyTwoFraction',
};
const SERVICE = '3';
const RUSSIA = '643';
const LIMITS = { name: 1000, short: 510, text: 255, base: 255 };

/**
 * A correction document as Diadoc's contract of the format of order ЕД-1-26/29@ (facts 1.8): the operator makes the official
 * file of it (`GenerateTitleXml`, `UniversalCorrectionDocument` / `ucd29_05_02_01`), because the schema of the order itself is
 * not published. Status 1 is `КСЧФДИС`, status 2 is `ДИС`. The same facts and envelope give the same bytes.
 * @throws NotInFormat for a rate, a length or a character that the contract does not have
 * @throws Error for facts that do not add up
 */
export function renderCorrectionXml(facts: CorrectionFacts, envelope: ExchangeEnvelope): XmlFile {
  assertCorrectionAddsUp(facts);
  try {
    return {
      fileName: `UniversalCorrectionDocument_${envelope.recipientId}_${envelope.senderId}_${envelope.formedAt.date.replaceAll('-', '')}_${envelope.guid}.xml`,
      bytes: xmlBytes(composed(treeOf(facts, envelope))),
    };
  } catch (error) {
    throw new NotInFormat(`Correction ${facts.number} as XML: ${(error as Error).message}`);
  }
}

function treeOf(facts: CorrectionFacts, envelope: ExchangeEnvelope): XmlElement {
  const { seller, customer, original, totals } = facts;
  return element(
    'UniversalCorrectionDocument',
    {
      Function: facts.status === 1 ? 'КСЧФДИС' : 'ДИС',
      DocumentDate: shortDate(facts.issuedOn),
      DocumentNumber: facts.number,
      Currency: wordingOf(facts.currency).official.split(', ')[1],
      DocumentName: 'Универсальный корректировочный документ',
      DocumentCreator: limited(
        `${seller.shortName || seller.name}, ИНН/КПП ${innAndKpp(seller)}`,
        LIMITS.name,
      ),
      SenderFnsParticipantId: envelope.senderId,
      RecipientFnsParticipantId: envelope.recipientId,
    },
    element(
      'Invoices',
      {},
      ...original.map(({ number, date }) => element('Invoice', { Date: shortDate(date), Number: number })),
    ),
    element('Seller', {}, party(seller, envelope.sellerPerson)),
    element('Buyer', {}, party(customer, envelope.customerPerson)),
    element(
      'Table',
      {},
      element('Items', {}, ...facts.lines.map(lineElement)),
      totalElement('TotalsInc', totals.increase, facts),
      totalElement('TotalsDec', totals.decrease, facts),
    ),
    agreement(facts),
    element('Signers', {}, signer(envelope.signatory)),
  );
}

function party(requisites: PartyRequisites, person: PersonName | null | undefined): XmlElement {
  const isTrader = isSoleTrader(requisites);
  const name = isTrader && person ? fullName(person) : requisites.name;
  return element(
    'OrganizationDetails',
    {
      ShortOrgName: requisites.shortName ? limited(requisites.shortName, LIMITS.short) : null,
      Ogrn: requisites.ogrn || null,
      OrgName: limited(name, LIMITS.name),
      Inn: requisites.inn,
      Kpp: requisites.kpp || null,
      OrgType: isTrader ? '1' : '2',
    },
    requisites.phone
      ? element('Phones', {}, element('Phone', {}, limited(requisites.phone, LIMITS.text)))
      : null,
    element(
      'Address',
      {},
      element('ForeignAddress', { Country: RUSSIA, Address: limited(requisites.address, LIMITS.name) }),
    ),
  );
}

const fullName = ({ surname, name, patronymic }: PersonName): string =>
  [surname, name, patronymic].filter(Boolean).join(' ');

function lineElement(line: CorrectionLine): XmlElement {
  const { vatRate, before, after } = line;
  const rate = vatRate === null ? 'NoVat' : RATES[vatRate];
  if (!rate) throw new Error(`no name for the rate «${vatRate}»`);
  return element(
    'Item',
    {
      TaxRate: rate,
      OriginalNumber: `${line.originalLine ?? 1}`,
      Product: limited(line.name, 2000),
      ItemMark: SERVICE,
    },
    change('SubtotalWithVatExcluded', before.net, after.net),
    vatRate === null
      ? element('WithoutVat', { OriginalValue: 'true', CorrectedValue: 'true' })
      : change('Vat', before.vat, after.vat),
    change('Subtotal', before.gross, after.gross),
  );
}

function change(name: string, before: Minor, after: Minor): XmlElement {
  const values = { OriginalValue: printMinor(before), CorrectedValue: printMinor(after) };
  if (before === after) return element(name, values);
  const difference =
    after > before
      ? element('AmountsInc', {}, printMinor(after - before))
      : element('AmountsDec', {}, printMinor(before - after));
  return element(name, values, difference);
}

/** Left out where nothing goes this way. */
function totalElement(
  name: string,
  { net, vat, gross }: CorrectionFacts['totals']['increase'],
  { lines }: CorrectionFacts,
): XmlElement | null {
  if (net === 0n && vat === 0n && gross === 0n) return null;
  const tax = lines.some(({ vatRate }) => vatRate !== null)
    ? { Vat: printMinor(vat) }
    : { WithoutVat: 'true' };
  return element(name, { SubtotalWithVatExcluded: printMinor(net), Subtotal: printMinor(gross), ...tax });
}

/** [5]–[8]: what is corrected, on what ground, and that the change is proposed. */
function agreement({ original, basis, issuedOn, note }: CorrectionFacts): XmlElement {
  const contract = contractOf(basis) ?? { name: basis, number: 'Без номера', date: issuedOn };
  return element(
    'EventContent',
    { OperationContent: '1', NotificationDate: shortDate(issuedOn), CostChangeInfo: note || null },
    element(
      'TransferDocuments',
      {},
      ...original.map(({ number, date }) =>
        element('TransferDocument', {
          DocumentName: 'Универсальный передаточный документ',
          DocumentNumber: number,
          DocumentDate: shortDate(date),
        }),
      ),
    ),
    element(
      'CorrectionBases',
      {},
      element('CorrectionBase', {
        DocumentName: limited(contract.name, LIMITS.base),
        DocumentNumber: contract.number,
        DocumentDate: shortDate(contract.date),
      }),
    ),
  );
}

function signer({ surname, name, patronymic, post, authorityKind, paperPower }: XmlSignatory): XmlElement {
  return element(
    'Signer',
    { SignerPowersConfirmationMethod: `${authorityKind}` },
    element('Fio', { LastName: surname, FirstName: name, MiddleName: patronymic || null }),
    post ? element('Position', { PositionSource: 'Manual' }, post) : null,
    paperPower
      ? element(
          'PowerOfAttorney',
          {},
          element('Paper', {
            InternalNumber: paperPower.number,
            RegistrationDate: shortDate(paperPower.issuedOn),
          }),
        )
      : null,
  );
}

function limited(text: string, limit: number): string {
  if (text.trim() === '') throw new Error('a text of the contract is empty');
  if (text.length > limit) throw new Error(`«${text.slice(0, 40)}…» is longer than ${limit} characters`);
  return text;
}
