import { hashOfRecoveryCode, looksLikeRecoveryCode, newRecoveryCodes } from './recovery-codes';

describe('recovery codes', () => {
  it('are ten, different, and of letters nobody confuses', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(looksLikeRecoveryCode(code)).toBe(true);
    }
  });

  it('are read however they are typed from paper', () => {
    const typed = ['7qk2 01ab-cdef1110', '7QK2-O1AB-CDEF-lI1o'].map((code) =>
      hashOfRecoveryCode(code).toString('hex'),
    );
    expect(new Set([...typed, hashOfRecoveryCode('7QK2-01AB-CDEF-1110').toString('hex')]).size).toBe(1);
  });

  it('are not codes of an app', () => expect(looksLikeRecoveryCode('123 456')).toBe(false));
});
