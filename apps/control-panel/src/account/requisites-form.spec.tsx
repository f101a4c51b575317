import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { explainChecks } from '../form/explain-checks';
import { readRequisites, RequisitesForm } from './requisites-form';

const id = '0193a000-0000-7000-8000-000000000001';

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly body: unknown;
}

/** The network of the test: what was sent, and one answer for everything. */
function network(answer: { status: number; body: object }): Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = ((url: string, init: RequestInit) => {
    sent.push({ url, method: init.method, body: JSON.parse(String(init.body)) as unknown });
    return Promise.resolve({
      ok: answer.status < 400,
      status: answer.status,
      headers: { get: () => (answer.status < 400 ? 'application/json' : 'application/problem+json') },
      json: () => Promise.resolve(answer.body),
    } as unknown as Response);
  }) as typeof fetch;
  return sent;
}

const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.submit(screen.getByRole('button', { name: 'Сохранить' }).closest('form')!);

function open() {
  const saved = jest.fn();
  render(<RequisitesForm accountId={id} known={null} submitText="Сохранить" onSaved={saved} />);
  return saved;
}

function fill(changes: Partial<Record<'inn' | 'kpp' | 'bic' | 'account', string>> = {}) {
  type(/Полное название/, 'ООО «Ромашка»');
  type(/^ИНН/, changes.inn ?? '7707083893');
  type(/^КПП/, changes.kpp ?? '773601001');
  type(/Юридический адрес/, 'Москва, ул. Вавилова, 19');
  type(/^БИК/, changes.bic ?? '044525225');
  if (changes.account) type(/Расчётный счёт/, changes.account);
}

beforeAll(explainChecks);

describe('the requisites form', () => {
  it('refuses an INN whose check digit is wrong at the INN, and sends nothing', async () => {
    const sent = network({ status: 200, body: {} });
    open();
    fill({ inn: '7707083890' });
    save();
    await waitFor(() => expect(screen.getByLabelText(/^ИНН/)).toHaveAttribute('aria-invalid', 'true'));
    expect(screen.getByLabelText(/^ИНН/)).toHaveAccessibleDescription('ИНН: контрольная цифра не сходится');
    expect(screen.getByLabelText(/^КПП/)).not.toHaveAttribute('aria-invalid');
    await waitFor(() => expect(screen.getByLabelText(/^ИНН/)).toHaveFocus());
    expect(sent).toEqual([]);
  });

  it('refuses a BIC of another country and a settlement account that does not fit the BIC', async () => {
    network({ status: 200, body: {} });
    open();
    fill({ bic: '144525225' });
    save();
    await waitFor(() =>
      expect(screen.getByLabelText(/^БИК/)).toHaveAccessibleDescription(
        'БИК состоит из девяти цифр и начинается с 04',
      ),
    );
    fill({ account: '40702810000000000001' });
    save();
    await waitFor(() =>
      expect(screen.getByLabelText(/Расчётный счёт/)).toHaveAccessibleDescription(
        'Расчётный счёт не подходит к БИК',
      ),
    );
  });

  it('asks an organisation for its KPP', async () => {
    network({ status: 200, body: {} });
    open();
    fill({ kpp: '' });
    save();
    await waitFor(() =>
      expect(screen.getByLabelText(/^КПП/)).toHaveAccessibleDescription('У организации должен быть КПП'),
    );
  });

  it('names an empty required field in words', async () => {
    network({ status: 200, body: {} });
    open();
    save();
    await waitFor(() =>
      expect(screen.getByLabelText(/Полное название/)).toHaveAccessibleDescription('Заполните поле'),
    );
  });

  it('shows what the server refuses at its field and keeps everything typed', async () => {
    network({
      status: 422,
      body: {
        type: 'about:blank',
        title: 'Unprocessable',
        status: 422,
        code: 'invalid_body',
        detail: 'Проверьте поля',
        errors: [{ path: 'legalAddress', message: 'Адрес не найден в ФИАС' }],
      },
    });
    const saved = open();
    fill();
    save();
    await waitFor(() =>
      expect(screen.getByLabelText(/Юридический адрес/)).toHaveAccessibleDescription(
        'Адрес не найден в ФИАС',
      ),
    );
    expect(screen.getByLabelText(/Полное название/)).toHaveValue('ООО «Ромашка»');
    expect(saved).not.toHaveBeenCalled();
  });

  it('sends only what was filled in, to the door of the account', async () => {
    const sent = network({ status: 200, body: {} });
    const saved = open();
    fill();
    save();
    await waitFor(() => expect(saved).toHaveBeenCalled());
    expect(sent).toEqual([
      {
        url: `/api/v1/accounts/${id}/profile`,
        method: 'PUT',
        body: {
          legalName: 'ООО «Ромашка»',
          inn: '7707083893',
          kpp: '773601001',
          legalAddress: 'Москва, ул. Вавилова, 19',
          bic: '044525225',
        },
      },
    ]);
  });
});

describe('what was typed as requisites', () => {
  const empty = {
    legalName: '',
    inn: '',
    kpp: '',
    ogrn: '',
    legalAddress: '',
    bankName: '',
    bic: '',
    settlementAccount: '',
    correspondentAccount: '',
    signatory: '',
    emails: '',
    edoId: '',
    kbe: '',
  };

  it('loses the spaces inside numbers and splits the addresses', () => {
    expect(readRequisites({ ...empty, inn: '7707 083 893', emails: 'a@b.ru, c@d.ru' }, null)).toEqual({
      inn: '7707083893',
      emails: ['a@b.ru', 'c@d.ru'],
    });
  });

  it('keeps what the form does not show, because a PUT replaces everything', () => {
    const known = { legalName: 'ООО', inn: '7707083893', legalAddress: 'Москва', phone: '+7 495 000-00-00' };
    expect(readRequisites({ ...empty, inn: '7707083893' }, known)).toMatchObject({
      phone: '+7 495 000-00-00',
    });
  });
});
