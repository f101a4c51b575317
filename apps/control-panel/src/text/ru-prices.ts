/** Announced prices and what a customer may answer; part of the main dictionary. */
export const ruPrices = {
  announced: 'Новые цены',
  line: (cost: string, period: string, date: string): string => `с ${date} — ${cost} ${period}`,
  now: (cost: string): string => `сейчас ${cost}`,
  refuse: 'Отказаться',
  refuseFor: (name: string): string => `Отказаться от новой цены «${name}»`,
  refuseTitle: (name: string): string => `Отказаться от новой цены «${name}»?`,
  consequence: (date: string | null): string =>
    date
      ? `По прежней цене продукт проработает до ${date} и отключится.`
      : 'По этой цене продукт не продлится.',
  hint: 'Передумать можно, пока новая цена не вступила в силу. Если сменить период или заново включить автопродление, это будет согласием с новой ценой.',
  refusedDone: (name: string): string => `Отказ от новой цены «${name}» принят`,
  refused: 'Вы отказались',
  refusedText: (date: string | null): string => (date ? `отключится после ${date}` : 'не продлится'),
  agree: 'Согласиться с ценой',
  agreeFor: (name: string): string => `Согласиться с новой ценой «${name}»`,
  agreed: (name: string): string => `«${name}» продлится по новой цене`,
  perPack: (price: string, size: number): string => `${price} за пакет из ${size}`,
  byVolume: 'Цена за каждую единицу — по общему количеству',
  plusFlat: (fee: string): string => ` + ${fee}`,
  endsAfter: (date: string): string => `отключится после ${date}: вы отказались от новой цены`,
};
