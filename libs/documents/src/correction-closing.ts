import type { CorrectionFacts } from './correction-facts';
import {
  BLANK_DATE,
  drawGrounds,
  drawHalves,
  sellerSignatory,
  withAuthority,
  type Field,
  type Ground,
} from './form-closing';
import type { Sheet } from './sheet';
import { shortDate } from './wording';

const ANSWERABLE = 'Ответственный за правильность оформления факта хозяйственной жизни';
const NOBODY = { post: '', name: '' };

/** Fields [5]–[15]: the agreement on the change of cost. Returns the height. */
export function drawAgreement(
  sheet: Sheet,
  facts: CorrectionFacts,
  box: { x: number; y: number; right: number },
): number {
  const top = box.y + 4 + drawGrounds(sheet, groundsOf(facts), { ...box, y: box.y + 4 });
  const halves = { seller: sellerFields(facts), customer: customerFields(facts) };
  return top + drawHalves(sheet, halves, { ...box, y: top }) - box.y;
}

/** [5]–[7]. */
const groundsOf = ({ original, basis, note }: CorrectionFacts): Ground[] => [
  {
    label: 'К передаточным (отгрузочным) документам',
    labelWidth: 128,
    text: original
      .map(
        ({ number, date }) =>
          `Универсальный передаточный документ №\u00a0${number} от\u00a0${shortDate(date)}`,
      )
      .join('; '),
    under:
      '(реквизиты передаточных (отгрузочных) документов, которыми были переданы товары, услуги, результаты работ, права)',
    mark: '[5]',
  },
  {
    label: 'Основание изменения стоимости',
    labelWidth: 128,
    text: basis,
    under: '(реквизиты договора, соглашения, уведомления и др.)',
    mark: '[6]',
  },
  {
    label: 'Иные сведения',
    labelWidth: 128,
    text: note ?? '',
    under: '(ссылки на неотъемлемые приложения, сопутствующие документы, иные документы и т.п.)',
    mark: '[7]',
  },
];

/** The seller proposes [8]; the place of a one-sided notice [9] stays blank, because the customer's consent is asked. */
function sellerFields(facts: CorrectionFacts): Field[] {
  const signatory = sellerSignatory(facts);
  const person = { post: signatory.post ?? '', name: withAuthority(signatory) };
  return [
    { kind: 'signature', label: 'Предлагаю изменить стоимость', person, mark: '[8]' },
    { kind: 'signature', label: 'Уведомляю об изменении стоимости', person: NOBODY, mark: '[9]' },
    { kind: 'signature', label: ANSWERABLE, person, mark: '[10]' },
    {
      kind: 'compiler',
      label: 'Наименование экономического субъекта – составителя документа (в т.ч. комиссионера / агента)',
      party: facts.seller,
      mark: '[11]',
    },
  ];
}

/** The customer dates and signs by hand; its person is printed only where the requisites name one. */
function customerFields({ customer }: CorrectionFacts): Field[] {
  const person = { post: customer.signatoryPost ?? '', name: customer.signatory ?? '' };
  return [
    { kind: 'signature', label: 'С изменением стоимости согласен', person, mark: '[12]' },
    { kind: 'remark', label: 'Дата', text: BLANK_DATE, under: '', mark: '[13]' },
    { kind: 'signature', label: ANSWERABLE, person, mark: '[14]' },
    {
      kind: 'compiler',
      label: 'Наименование экономического субъекта – составителя документа',
      party: customer,
      mark: '[15]',
    },
  ];
}
