import { AmoError } from './amo-error';
import { authorizeUrl } from './authorize-url';
import { verifyUninstallHook } from './uninstall-hook';

const clientId = '0b0123f4-d123-4123-9123-e09f12345600';
const settings = { clientId, clientSecrets: ['test-client-secret'] };
/** The vector of the facts page, §1.9. */
const signature = 'b3c8eb3414b03261f8d0c63963d243a63a9ce3ff7279da0b7024758020fbe039';
const hook = { account_id: '12345678', client_uuid: clientId, signature };

function fieldOf(query: Record<string, unknown>, changes: Partial<typeof settings> = {}): unknown {
  try {
    verifyUninstallHook(query, { ...settings, ...changes });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AmoError) || error.code !== 'uninstall_hook_invalid') throw error;
    return error.facts['field'];
  }
}

describe('the uninstall hook', () => {
  it('of the facts page is accepted', () => {
    expect(verifyUninstallHook(hook, settings)).toEqual({ amocrmAccountId: 12345678 });
  });

  it('may name our integration the older way', () => {
    expect(fieldOf({ account_id: '12345678', client_id: clientId, signature })).toBe('accepted');
  });

  it('holds under the previous secret too', () => {
    expect(fieldOf(hook, { clientSecrets: ['new', 'test-client-secret'] })).toBe('accepted');
    expect(fieldOf(hook, { clientSecrets: ['new'] })).toBe('signature');
    expect(fieldOf(hook, { clientSecrets: [''] })).toBe('signature');
  });

  it.each<[string, object]>([
    ['signature', { signature: `a${signature.slice(1)}` }],
    ['signature', { signature: signature.slice(2) }],
    ['signature', { signature: 'z'.repeat(64) }],
    ['signature', { signature: undefined }],
    ['signature', { signature: [signature, signature] }],
    ['signature', { account_id: '12345679' }],
    ['account_id', { account_id: '012345678' }],
    ['account_id', { account_id: '12345678.0' }],
    ['account_id', { account_id: '-1' }],
    ['account_id', { account_id: undefined }],
    ['account_id', { account_id: ['12345678'] }],
    ['client_uuid', { client_uuid: 'another' }],
    ['client_uuid', { client_uuid: undefined }],
  ])('with a wrong %s is refused: %j', (field, change) => {
    expect(fieldOf({ ...hook, ...change })).toBe(field);
  });
});

describe('the address where a user grants access', () => {
  it('belongs to the platform asked for', () => {
    expect(authorizeUrl({ clientId: 'id', state: 'a&b', mode: 'popup' })).toBe(
      'https://www.amocrm.ru/oauth?client_id=id&state=a%26b&mode=popup',
    );
    expect(authorizeUrl({ clientId: 'id', state: 's', mode: 'post_message', host: 'www.kommo.com' })).toBe(
      'https://www.kommo.com/oauth?client_id=id&state=s&mode=post_message',
    );
  });

  it('never leads to a stranger', () => {
    expect(() => authorizeUrl({ clientId: 'id', state: 's', mode: 'popup', host: 'evil.com' })).toThrow(
      AmoError,
    );
  });
});
