import type { RewardBase } from '@rocket/contracts';
import { plural } from '@rocket/ui';

const monthsOf = (n: number): string =>
  plural('ru', n, { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' });

const NAMES = [
  ...['январь', 'февраль', 'март', 'апрель', 'май', 'июнь'],
  ...['июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
];
const OF = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
];
/** `2026-11`, its name taken of a row of twelve. */
const monthBy = (names: readonly string[], month: string): string =>
  `${names[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;

const bases: Readonly<Record<RewardBase, string>> = {
  top_ups: 'Пополнения',
  charges: 'Оплата продуктов',
};
const shareOf: Readonly<Record<RewardBase, string>> = {
  top_ups: 'от пополнений клиента',
  charges: 'от того, что клиент тратит на продукты',
};

export const ruPartner = {
  title: 'Партнёрам',
  lead: 'Кого вы привели, сколько заработали и что уже выплачено.',
  month: (month: string): string => monthBy(NAMES, month),
  percent: (percent: string): string => `${percent.replace('.', ',')}\u00a0%`,

  figures: {
    due: 'К выплате',
    dueHint: 'начислено и ещё не выплачено',
    heldHint: 'удержим из следующих вознаграждений',
    earned: 'Начислено',
    earnedHint: 'за прошедшие месяцы',
    paid: 'Выплачено',
    paidHint: 'за всё время',
    underWay: (month: string): string => `За ${monthBy(NAMES, month)}`,
    underWayHint: 'столько выходит на сегодня',
    customers: 'Клиентов',
    customersHint: 'приведено и закреплено',
  },

  agreement: 'Договор и код',
  code: 'Код партнёра',
  howTo:
    'Передайте код клиенту: он введёт его в своём кабинете, в разделе «Реквизиты», в первые 30 дней после установки.',
  codeOver: 'Код больше не действует.',
  contract: 'Договор',
  contractOf: (number: string, signedOn: string): string => `№\u00a0${number} от ${signedOn}`,
  endedContracts: 'Прежние договоры',
  byContract: (number: string): string => `по договору №\u00a0${number}`,
  offerCode: 'Код в оферте',
  terms: 'Вознаграждение',
  termsOf: (percent: string, base: RewardBase, months: number | null): string =>
    `${percent} ${shareOf[base]}, ${months === null ? 'пока он остаётся клиентом' : `${monthsOf(months)} после его прихода`}`,
  since: (month: string): string => `с ${monthBy(OF, month)}`,
  endsSoon: (day: string): string =>
    `Партнёрство закончится ${day}. За то, что клиенты заплатят позже, вознаграждения не будет; всё начисленное остаётся к выплате.`,
  ended: (day: string): string =>
    `Партнёрство закончилось ${day}. Новых вознаграждений нет; всё начисленное остаётся к выплате.`,

  parts: 'Разделы кабинета партнёра',
  tabs: {
    customers: 'Клиенты',
    rewards: 'Вознаграждения',
    payouts: 'Выплаты',
    statement: 'Отчёт',
  },
  customers: {
    name: 'Клиент',
    state: 'Состояние',
    since: 'Пришёл',
    left: (day: string): string => `до ${day}`,
    rewardedUntil: 'Вознаграждается до',
    noLimit: 'без срока',
    counted: 'Учтено',
    earned: 'Начислено',
    none: 'Клиентов пока нет',
    noneText: 'Клиент появится здесь, как только введёт код партнёра у себя в разделе «Реквизиты».',
  },
  rewards: {
    month: 'Месяц',
    counted: 'Учтено',
    percent: 'Процент',
    amount: 'Вознаграждение',
    takenBack: 'удержано: деньги вернулись клиенту',
    none: 'Вознаграждений пока нет',
    noneText: 'Вознаграждение за месяц появляется здесь, когда месяц закончился.',
  },
  payouts: {
    paidOn: 'Выплачено',
    reference: 'Платёжное поручение',
    number: (reference: string): string => `№\u00a0${reference}`,
    returnedOn: (day: string): string => `вернулась ${day}`,
    none: 'Выплат ещё не было',
    noneText: 'Каждая выплата появится здесь с днём и номером платёжного поручения.',
  },
  statement: {
    choose: 'За какие дни отчёт',
    download: (format: string): string => `Скачать отчёт: ${format}`,
    opening: 'К выплате на начало',
    earned: 'Начислено',
    takenBack: 'Удержано',
    paid: 'Выплачено',
    closing: 'К выплате на конец',
    what: 'Операция',
    after: 'К выплате',
    none: 'За эти дни ничего не было',
    noneText: 'Вознаграждение считается последним днём своего месяца, выплата — своим днём.',
  },

  partner: 'Партнёр',
  broughtYou: (name: string, day: string): string => `Вас привёл партнёр ${name}. Указан ${day}.`,
  nameIt: 'Вас привёл партнёр?',
  nameText: (day: string): string =>
    `Введите код, который он вам дал: до ${day} и один раз. Партнёр увидит название, адрес и состояние вашего аккаунта и сколько вы заплатили.`,
  nameYes: 'Указать партнёра',
  named: (name: string): string => `Партнёр указан: ${name}`,

  desk: 'Партнёры',
  deskLead: 'Кто приводит клиентов, сколько заработал и что ещё не выплачено.',
  onlyDue: 'Есть что выплатить',
  deskEmpty: 'Партнёров пока нет',
  deskEmptyText:
    'Партнёром становится держатель аккаунта: администратор записывает договор на карточке аккаунта.',
  nothingDue: 'Выплачивать нечего',
  nothingDueText: 'Всё начисленное выплачено.',
  columns: {
    partner: 'Партнёр',
    contract: 'Договор',
    customers: 'Клиентов',
    earned: 'Начислено',
    due: 'К выплате',
  },
  number: (number: string): string => `№\u00a0${number}`,
  endedOn: (day: string): string => `до ${day}`,
  account: 'Аккаунт',

  pay: 'Записать выплату',
  payText:
    'Деньги уходят из банка: здесь записывают уже сделанный платёж. Больше, чем к выплате, записать нельзя.',
  paidOn: 'День платежа',
  amount: 'Сумма',
  reference: 'Номер платёжного поручения',
  payYes: 'Записать',
  paid: (amount: string): string => `Выплата записана: ${amount}`,
  giveBack: 'Вернулась',
  giveBackTitle: (amount: string): string => `Выплата ${amount} вернулась?`,
  giveBackText:
    'Банк прислал деньги обратно или платежа не было: сумма снова станет к выплате. Запись о платеже останется.',
  givenBackOn: 'День возврата',
  giveBackYes: 'Записать возврат',
  givenBack: 'Возврат записан, сумма снова к выплате',
  changeTerms: 'Изменить условия',
  changeTermsText: 'Начисленное за прошедшие месяцы не пересчитывается.',
  from: 'С какого месяца',
  base: 'От чего считать',
  bases,
  percentLabel: 'Процент',
  percentHint: 'От суммы с НДС, например 20 или 12,5',
  months: 'Сколько месяцев после прихода клиента',
  monthsHint: 'Пусто — пока он остаётся клиентом',
  changed: 'Условия изменены',
  end: 'Закончить договор',
  changeEnd: 'Изменить день окончания',
  endText:
    'За то, что клиенты заплатят после этого дня, вознаграждения не будет, и код перестанет действовать. Когда день пройдёт, партнёрство можно только возобновить новым договором: оплаты между ними вознаграждения не дадут.',
  lastDay: 'Последний день',
  endYes: 'Закончить',
  endIsSet: (day: string): string => `Договор закончится ${day}`,

  nobody: 'никто',
  partnerSince: (day: string): string => `с ${day}`,
  change: 'Сменить',
  say: 'Указать',
  changeLabel: (act: string): string => `${act} партнёра, который привёл клиента`,
  changeTitle: 'Кто привёл клиента',
  changeText:
    'Новому партнёру пойдёт вознаграждение за то, что клиент заплатит с этой минуты. Начисленное прежнему остаётся за ним.',
  nobodyBrought: 'Никто: клиент пришёл сам',
  broughtChanged: 'Записано, кто привёл клиента',
  make: 'Сделать партнёром',
  makeTitle: (name: string): string => `Партнёр ${name}`,
  makeText:
    'Держатель аккаунта получит код для клиентов и кабинет «Партнёрам». Вознаграждение считается с первого числа этого месяца.',
  contractNumber: 'Номер договора',
  signedOn: 'Подписан',
  offerPartner: 'Партнёр в оферте',
  offerPartnerHint: 'Его клиентам открываются его списки продуктов',
  noOfferPartner: 'Не назван в оферте',
  makeYes: 'Сделать партнёром',
  renew: 'Возобновить партнёрство',
  renewText:
    'Код и приведённые клиенты останутся прежними. Вознаграждение пойдёт за то, что клиенты заплатят с этой минуты; оплаты после окончания прежнего договора в него не войдут. Всё начисленное и выплаченное сохранится.',
  renewYes: 'Возобновить',
  renewed: 'Партнёрство возобновлено',
  made: (code: string): string => `Код партнёра — ${code}`,
  open: 'Открыть кабинет партнёра',
  isPartner: 'партнёр',
};
