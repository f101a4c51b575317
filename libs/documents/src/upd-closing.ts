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
import type { UpdFacts } from './upd-facts';
import { DASH, russianDate } from './wording';

const ANSWERABLE = 'Ответственный за правильность оформления факта хозяйственной жизни';

/** Fields [8]–[19]: grounds across the whole width, then the seller's half and the customer's. Returns the height. */
export function drawTransfer(
  sheet: Sheet,
  facts: UpdFacts,
  box: { x: number; y: number; right: number },
): number {
  const top = box.y + 4 + drawGrounds(sheet, groundsOf(facts), { ...box, y: box.y + 4 });
  const halves = { seller: sellerFields(facts), customer: customerFields(facts) };
  return top + drawHalves(sheet, halves, { ...box, y: top }) - box.y;
}

/** [8] and [9]. */
const groundsOf = (facts: UpdFacts): Ground[] => [
  {
    label: 'Основание передачи (сдачи) / получения (приемки)',
    labelWidth: 150,
    text: facts.basis,
    under: '(договор; доверенность и др.)',
    mark: '[8]',
  },
  {
    label: 'Данные о транспортировке и грузе',
    labelWidth: 104,
    text: DASH,
    under:
      '(транспортная накладная, поручение экспедитору, экспедиторская / складская расписка и др. / масса нетто/ брутто груза, если не приведены ссылки на транспортные документы, содержащие эти сведения)',
    mark: '[9]',
  },
];

function sellerFields(facts: UpdFacts): Field[] {
  const signatory = sellerSignatory(facts);
  const person = { post: signatory.post ?? '', name: withAuthority(signatory) };
  return [
    {
      kind: 'signature',
      label: 'Товар (груз) передал / услуги, результаты работ, права сдал',
      person,
      mark: '[10]',
    },
    {
      kind: 'remark',
      label: 'Дата отгрузки, передачи (сдачи)',
      text: russianDate(facts.transferredOn),
      under: '',
      mark: '[11]',
    },
    {
      kind: 'remark',
      label: 'Иные сведения об отгрузке, передаче',
      text: facts.note ?? '',
      under: '(ссылки на неотъемлемые приложения, сопутствующие документы, иные документы и т.п.)',
      mark: '[12]',
    },
    { kind: 'signature', label: ANSWERABLE, person, mark: '[13]' },
    {
      kind: 'compiler',
      label: 'Наименование экономического субъекта – составителя документа (в т.ч. комиссионера / агента)',
      party: facts.seller,
      mark: '[14]',
    },
  ];
}

/** The customer dates and signs by hand; its person is printed only where the requisites name one. */
function customerFields({ customer }: UpdFacts): Field[] {
  const person = { post: customer.signatoryPost ?? '', name: customer.signatory ?? '' };
  return [
    {
      kind: 'signature',
      label: 'Товар (груз) получил / услуги, результаты работ, права принял',
      person,
      mark: '[15]',
    },
    {
      kind: 'remark',
      label: 'Дата получения (приемки)',
      text: BLANK_DATE,
      under: '',
      mark: '[16]',
    },
    {
      kind: 'remark',
      label: 'Иные сведения о получении, приемке',
      text: '',
      under:
        '(информация о наличии/отсутствии претензии; ссылки на неотъемлемые приложения и другие документы и т.п.)',
      mark: '[17]',
    },
    { kind: 'signature', label: ANSWERABLE, person, mark: '[18]' },
    {
      kind: 'compiler',
      label: 'Наименование экономического субъекта – составителя документа',
      party: customer,
      mark: '[19]',
    },
  ];
}
