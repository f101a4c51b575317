import type { EntryDto } from '@rocket/contracts';
import { render, screen } from '@testing-library/preact';
import type { StaffMe } from '../session';
import { ruStaff } from '../text/ru-staff';
import { teachStaffWords, words } from '../text/words';
import { ReverseDialog } from './account-journal';

teachStaffWords(ruStaff);

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const entry = {
  id: '0193a000-0000-7000-8000-000000000001',
  kind: 'charge',
  businessDate: '2026-12-08',
  money: rub('-690.00'),
  bonus: rub('0.00'),
  reason: null,
  subject: {
    type: 'subscription',
    id: '0193a000-0000-7000-8000-000000000002',
    productCode: 'chats',
    periodStart: '2026-12-08',
    periodEnd: '2027-01-08',
  },
} as unknown as EntryDto;

describe('the dialog that reverses an entry', () => {
  it('names what it would undo, and leaves no «Отмена» beside «Отменить»', () => {
    // jsdom shows no dialogs.
    Object.assign(HTMLDialogElement.prototype, { showModal: () => {}, close: () => {} });
    globalThis.fetch = jest.fn(() => new Promise<Response>(() => {}));
    const me = { kind: 'staff', role: 'accountant' } as StaffMe;
    render(<ReverseDialog me={me} accountId="1" entry={entry} onClose={() => {}} />);
    expect(screen.getByText('08.12.2026')).toBeTruthy();
    expect(screen.getByText('Списание · chats, 08.12.2026 – 07.01.2027')).toBeTruthy();
    expect(screen.getByText(/^−690,00\s₽$/)).toBeTruthy();
    expect(screen.queryByText(/Бонусы$/)).toBeNull();
    expect(screen.queryByRole('button', { name: words.peek().common.cancel, hidden: true })).toBeNull();
  });
});
