import { fireEvent, render, screen } from '@testing-library/preact';
import { InvoiceForm } from './invoice-form';

const minimum = { amount: '5000.00', currency: 'RUB' as const };

describe('the form of an invoice', () => {
  it.each([
    ['', 'Введите сумму'],
    ['пять тысяч', 'Введите сумму'],
    ['4999,99', 'Не меньше'],
  ])('says at the field what is wrong with the sum «%s», and sends nothing', async (typed, told) => {
    const issued = jest.fn();
    globalThis.fetch = jest.fn(() => new Promise<Response>(() => {}));
    render(<InvoiceForm accountId="1" minimum={minimum} amount={undefined} onIssued={issued} />);
    const field = screen.getByLabelText(/Сумма пополнения/);
    fireEvent.input(field, { target: { value: typed } });
    fireEvent.submit(screen.getByRole('button', { name: 'Выставить счёт' }).closest('form')!);
    expect(await screen.findByText(new RegExp(`^${told}`))).toBeVisible();
    expect(issued).not.toHaveBeenCalled();
  });
});
