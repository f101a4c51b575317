import { sum } from '@rocket/kernel';
import type { ExportedObject, ReceivedMoney } from './enterprise-data-facts';
import {
  accountKey,
  at,
  counterpartyKey,
  currencyKey,
  leaf,
  node,
  sellerKey,
  settlement,
  sumOf,
} from './enterprise-data-keys';
import type { PartyRequisites } from './party';
import type { XmlElement } from './xml';

type Of<Type extends ExportedObject['type']> = Extract<ExportedObject, { type: Type }>;

const PROVIDERS = { robokassa: 'Robokassa', yookassa: 'ЮKassa' } as const;
const PAID_BY_CARD = 'ОплатаОтКлиентаЧерезПлатежнуюСистему';
const BACK_TO_CARD = 'ВозвратОтКлиентаЧерезПлатежнуюСистему';

type MoneyInName = Pick<ReceivedMoney, 'id' | 'source' | 'receivedOn' | 'order'> & {
  readonly seller: PartyRequisites;
};

/** Key properties of received money; as a `reference` under the name that a composite type gives it. */
export function moneyInKey(
  { id, source, receivedOn, order, seller }: MoneyInName,
  as: 'own' | 'reference' = 'own',
): XmlElement {
  const isBank = source === 'bank';
  const reference = isBank ? 'ПБДСРасчетыСКонтрагентамиСсылка' : 'ОперацияПоПлатежнойКартеСсылка';
  return node(
    as === 'own' ? 'КлючевыеСвойства' : reference,
    leaf('Ссылка', id),
    leaf('Дата', at(receivedOn, 'received')),
    leaf('Номер', order?.number ?? id.slice(-8)),
    sellerKey('Организация', seller),
    isBank ? null : leaf('ВидОперации', PAID_BY_CARD),
  );
}

/** Money of a statement is «Поступление на расчётный счёт», of a card a card operation of its provider. */
export function receivedObject({ money }: Of<'received'>): XmlElement {
  const { source, currency, amount, seller, from, receivedOn, order, parts } = money;
  const total = sum(parts.map((part) => part.amount));
  if (total !== amount) throw new Error(`Receipt ${money.id}: its parts make ${total}, it was ${amount}`);
  const lines = node(
    'РасшифровкаПлатежа',
    ...parts.map((part) =>
      node(
        'Строка',
        sumOf('Сумма', part.amount),
        sumOf('СуммаВзаиморасчетов', part.amount),
        settlement(currency, part.owner && { ...part.owner, seller, currency }),
        advance,
      ),
    ),
  );
  if (source !== 'bank')
    return node(
      'Документ.ОперацияПоПлатежнойКарте',
      moneyInKey(money),
      currencyKey('Валюта', currency),
      counterpartyKey('Контрагент', from),
      sumOf('Сумма', amount),
      lines,
      leaf('НаименованиеПлатежнойСистемы', PROVIDERS[source]),
    );
  return node(
    'Документ.ПБДСРасчетыСКонтрагентами',
    moneyInKey(money),
    node(
      'ОбщиеДанные',
      leaf('ДатаВыписки', receivedOn),
      leaf('ДатаВходящегоДокумента', order?.date),
      leaf('НомерВходящегоДокумента', order?.number),
      currencyKey('Валюта', currency),
      sumOf('Сумма', amount),
      accountKey('БанковскийСчетОрганизации', seller),
      leaf('НазначениеПлатежа', money.purpose),
    ),
    leaf('ВидРасчетов', 'СПокупателем'),
    counterpartyKey('Контрагент', from),
    lines,
  );
}

const advance = node('ВидРасчетовРасширенный', leaf('ВидРасчетовСПокупателямиПоставщиками', 'Аванс'));

/** Money paid back: «Списание с расчётного счёта», or a card operation the other way. */
export function paidBackObject({ money }: Of<'paid_back'>): XmlElement {
  const { id, to, currency, amount, seller, customer, contract, paidOn } = money;
  const key = node(
    'КлючевыеСвойства',
    leaf('Ссылка', id),
    leaf('Дата', at(paidOn, 'paid_back')),
    leaf('Номер', id.slice(-8)),
    sellerKey('Организация', seller),
    to === 'bank' ? null : leaf('ВидОперации', BACK_TO_CARD),
  );
  const lines = node(
    'РасшифровкаПлатежа',
    node(
      'Строка',
      sumOf('Сумма', amount),
      sumOf('СуммаВзаиморасчетов', amount),
      settlement(currency, { contract, seller, customer, currency }),
      advance,
    ),
  );
  if (to !== 'bank')
    return node(
      'Документ.ОперацияПоПлатежнойКарте',
      key,
      currencyKey('Валюта', currency),
      counterpartyKey('Контрагент', customer),
      sumOf('Сумма', amount),
      lines,
      leaf('НаименованиеПлатежнойСистемы', PROVIDERS[to]),
    );
  return node(
    'Документ.СБДСРасчетыСКонтрагентами',
    key,
    node(
      'ОбщиеДанные',
      leaf('ДатаВыписки', paidOn),
      currencyKey('Валюта', currency),
      sumOf('Сумма', amount),
      accountKey('БанковскийСчетОрганизации', seller),
      node(
        'РеквизитыПлатежа',
        leaf('ВидОплаты', '01'),
        leaf('Очередность', '5'),
        leaf('НазначениеПлатежа', money.purpose),
      ),
    ),
    leaf('ВидРасчетов', 'СПокупателем'),
    counterpartyKey('Контрагент', customer),
    lines,
  );
}
