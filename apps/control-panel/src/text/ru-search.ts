/** The box that finds an account. */
export const ruSearch = {
  title: 'Найти аккаунт',
  label: 'Название, поддомен, ИНН, номер счёта или сумма',
  hint: 'Например: «Ромашка», «№ 12», «7701234567», «5 000,00».',
  keys: '↑ ↓ — выбрать, Enter — открыть, Esc — закрыть',
  results: 'Найденное',
  found: (count: number): string => `Найдено: ${count}`,
  nothing: (line: string): string => `По запросу «${line}» ничего не нашлось`,
  nothingText: 'Попробуйте часть названия, поддомен, ИНН целиком, номер счёта или точную сумму.',
  nobody: 'Ещё ничьи деньги',
  why: {
    name: (_text: string): string => 'название',
    subdomain: (text: string): string => `поддомен ${text}`,
    legal_name: (text: string): string => `компания: ${text}`,
    inn: (text: string): string => `ИНН ${text}`,
    amocrm_id: (text: string): string => `№ ${text} в amoCRM`,
  },
  invoice: (number: string, amount: string, date: string): string =>
    `счёт № ${number} на ${amount} от ${date}`,
  invoiceStates: { issued: 'ждёт оплаты', paid: 'оплачен', cancelled: 'отменён', expired: 'просрочен' },
  receipt: (amount: string, date: string, payer: string): string => `поступление ${amount} ${date}, ${payer}`,
  receiptStates: { credited: 'зачислено', unallocated: 'не распределено', returned: 'возвращено' },
};
