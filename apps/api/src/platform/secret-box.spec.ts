import { SecretBox } from './secret-box';

const box = new SecretBox(Buffer.alloc(32, 1));

describe('a sealed secret', () => {
  it('opens with its key and purpose, and never looks the same twice', () => {
    const sealed = box.seal('токен', 'amocrm/1');
    expect(box.open(sealed, 'amocrm/1')).toBe('токен');
    expect(box.seal('токен', 'amocrm/1').bytes).not.toEqual(sealed.bytes);
  });

  it('does not open in the row of another account, with another key, or changed by a bit', () => {
    const sealed = box.seal('токен', 'amocrm/1');
    const bent = Buffer.from(sealed.bytes);
    bent[14] = (bent[14] ?? 0) ^ 1;
    expect(() => box.open(sealed, 'amocrm/2')).toThrow();
    expect(() => box.open({ ...sealed, bytes: bent }, 'amocrm/1')).toThrow();
    expect(() => new SecretBox(Buffer.alloc(32, 2)).open(sealed, 'amocrm/1')).toThrow('another key');
  });

  it('sealed with an older key opens, and the newest one seals', () => {
    const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const both = new SecretBox(newer, older);
    const old = box.seal('токен', 'amocrm/1');
    expect(both.open(old, 'amocrm/1')).toBe('токен');
    const anew = both.seal('токен', 'amocrm/1');
    expect(anew.keyId).not.toBe(old.keyId);
    expect(new SecretBox(newer).open(anew, 'amocrm/1')).toBe('токен');
  });
});
