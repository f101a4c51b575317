import type { ruSearch } from './ru-search';

export const enSearch: typeof ruSearch = {
  title: 'Find an account',
  label: 'Name, subdomain, INN, invoice number or amount',
  hint: 'For example: “Romashka”, “№ 12”, “7701234567”, “5 000.00”.',
  keys: '↑ ↓ to choose, Enter to open, Esc to close',
  results: 'Found',
  found: (count) => `Found: ${count}`,
  nothing: (line) => `Nothing found for “${line}”`,
  nothingText: 'Try a part of the name, the subdomain, the whole INN, an invoice number or the exact amount.',
  nobody: 'Nobody’s money yet',
  why: {
    name: () => 'name',
    subdomain: (text) => `subdomain ${text}`,
    legal_name: (text) => `company: ${text}`,
    inn: (text) => `INN ${text}`,
    amocrm_id: (text) => `No. ${text} in amoCRM`,
  },
  invoice: (number, amount, date) => `invoice No. ${number} for ${amount} of ${date}`,
  invoiceStates: { issued: 'to be paid', paid: 'paid', cancelled: 'cancelled', expired: 'overdue' },
  receipt: (amount, date, payer) => `receipt of ${amount} on ${date}, ${payer}`,
  receiptStates: { credited: 'credited', unallocated: 'unallocated', returned: 'returned' },
};
