/** One more period paid by hand, in words. */
export const ruNextPeriod = {
  pay: 'Оплатить новый период',
  payShort: 'Продлить',
  payFor: (name: string): string => `Продлить, оплатить новый период: ${name}`,
  ordered: 'Период заказан',
  cancelFor: (name: string): string => `Период заказан, отменить: ${name}`,
  payTitle: (name: string): string => `Оплатить новый период: ${name}?`,
  payText: (length: string, cost: string, from: string): string =>
    `Ещё ${length} за ${cost}. Новый период начнётся ${from}: оплаченные дни не пропадут.`,
  keptText:
    'Деньги спишутся с баланса в день начала, поэтому до него они должны там остаться. Дальше само ничего не продлевается.',
  done: (name: string, from: string): string => `Новый период заказан: ${name}, с ${from}`,
  cancelTitle: (name: string): string => `Отменить новый период: ${name}?`,
  cancelText: (last: string): string => `Ничего не спишется, доступ остановится после ${last}.`,
  cancel: 'Отменить новый период',
  cancelled: (name: string): string => `Новый период отменён: ${name}`,
  byHand: 'Оплачивается вручную',
};
