import { AmoError } from './amo-error';
import { readInstallQuery } from './install-query';

const granted = {
  code: 'def502abc',
  referer: 'romashka.amocrm.ru',
  state: 's1',
  client_id: 'ours',
  platform: '1',
};

function fieldOf(query: Record<string, unknown>, expected = {}): unknown {
  try {
    readInstallQuery(query, expected);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AmoError) || error.code !== 'install_query_invalid') throw error;
    return error.facts['field'];
  }
}

describe('the call to our redirect URI', () => {
  it('brings a code, the host it is good for and our state', () => {
    expect(readInstallQuery(granted, { clientId: 'ours' })).toEqual({
      kind: 'granted',
      code: 'def502abc',
      host: 'romashka.amocrm.ru',
      state: 's1',
      fromWidget: false,
      platform: 'amocrm',
    });
  });

  it('made by amoCRM itself after an installation has no state', () => {
    const query = { code: 'c', referer: 'vasilek.kommo.com', from_widget: '' };
    expect(readInstallQuery(query)).toMatchObject({ fromWidget: true, state: null, platform: 'kommo' });
  });

  it('may tell that the user refused', () => {
    expect(readInstallQuery({ error: 'access_denied', client_id: 'ours', state: 's1' })).toEqual({
      kind: 'denied',
      state: 's1',
    });
  });

  it.each([
    'evil.com',
    'x.amocrm.ru.evil.com',
    '127.0.0.1:80',
    '169.254.169.254',
    'x.amocrm.ru:443',
    'x.amocrm.ru/oauth2',
    'X.amocrm.ru',
    'https://x.amocrm.ru',
    '',
    undefined,
    ['x.amocrm.ru', 'evil.com'],
    { toString: 'x.amocrm.ru' },
  ])('with the forged referer %j is refused', (referer) => {
    expect(fieldOf({ ...granted, referer })).toBe('referer');
  });

  it.each([undefined, '', 'with space', 'line\nbreak', 'код', ['a', 'b'], 'x'.repeat(5000)])(
    'with the code %.20j is refused',
    (code) => {
      expect(fieldOf({ ...granted, code })).toBe('code');
    },
  );

  it('for another integration is refused', () => {
    expect(fieldOf(granted, { clientId: 'other' })).toBe('client_id');
    expect(fieldOf({ ...granted, client_id: undefined }, { clientId: 'other' })).toBe('accepted');
  });

  it('with a repeated or endless state is refused', () => {
    expect(fieldOf({ ...granted, state: ['a', 'b'] })).toBe('state');
    expect(fieldOf({ ...granted, state: 'x'.repeat(1025) })).toBe('state');
  });

  it('cannot borrow a parameter from a prototype', () => {
    expect(fieldOf(Object.create(granted) as Record<string, unknown>)).toBe('code');
  });
});
