import type { ruRegisters } from './ru-registers';

export const enRegisters: typeof ruRegisters = {
  lead: 'For the books: look here, take away as a file.',
  kind: 'Register',
  kinds: { receipts: 'Receipts', documents: 'Documents', 'sales-book': 'Sales book', advances: 'Advances' },
  seller: 'Seller',
  allSellers: 'All sellers',
  files: {
    title: 'For other programs',
    oneC: 'Download for 1C',
    oneCHint:
      'Invoices, UPDs, acts, corrections and movements of money of the period with counterparties and contracts. In 1C: “Администрирование → Синхронизация данных → Загрузка данных EnterpriseData”. The same period loaded twice doubles nothing.',
  },
  refunds: {
    title: 'Refunds by bank',
    none: 'There are no approved refunds to a bank account.',
    chooseSeller: 'Several sellers have refunds: choose one to download its payment orders.',
    file: (count) => `Download payment orders (${count})`,
    account: 'Customer',
    amount: 'Amount',
    payee: 'Account of the payee',
    bic: 'BIC',
    state: 'Payment order',
    ready: 'Will be drawn up',
    drawn: (number, date) => `No. ${number} of ${date}`,
    obstacles: {
      requisites_missing: 'The customer has given no requisites',
      account_missing: 'The customer has given no account or BIC',
      account_wrong: 'The customer’s account does not fit its BIC',
      under_way: 'The money is on its way to a card',
      currency: 'Payment orders are in roubles only',
      seller_account_wrong: 'The seller’s account is missing or does not fit its BIC',
    },
  },
  period: 'Period of the register',
  download: (register, format) => `Download: ${register}, ${format}`,
  empty: 'Nothing in this period',
  emptyText: 'Choose other dates.',
  rest: (shown, all) => `The first ${shown} rows of ${all} are shown: the rest is in the file.`,
};
