import { ApiProblem } from '@rocket/contracts';
import { en } from '../text/en';
import { words } from '../text/words';
import { refusalText, shortageOf } from './refusal-text';

const ru = words.peek();

const refusal = (code: string, status: number, extra: object = {}) =>
  new ApiProblem({ type: 'about:blank', title: code, status, code, ...extra });

describe('a refusal for want of money', () => {
  const short = refusal('insufficient_balance', 402, {
    required: { amount: '3000.00', currency: 'RUB' },
    available: { amount: '1800.50', currency: 'RUB' },
  });

  it('says how much is missing, needed and there', () => {
    expect(refusalText(ru, short).replaceAll('\u00a0', ' ')).toBe(
      'Не хватает 1 199,50 ₽: нужно 3 000,00 ₽, а на балансе 1 800,50 ₽.',
    );
    expect(shortageOf(short)?.missing).toEqual({ amount: '1199.50', currency: 'RUB' });
  });

  it('falls back to the sentence of the server when the sums are not there', () => {
    expect(refusalText(ru, refusal('insufficient_balance', 402, { detail: 'Не хватает средств' }))).toBe(
      'Не хватает средств',
    );
  });
});

describe('any other refusal', () => {
  it('is the sentence of the server', () => {
    expect(refusalText(ru, refusal('trial_used', 409, { detail: 'Пробный период уже был' }))).toBe(
      'Пробный период уже был',
    );
  });

  it('says the status when there is no sentence', () => {
    expect(refusalText(ru, refusal('unexpected_answer', 502))).toContain('502');
  });

  it('tells a lost connection from a refusal, and that nothing typed is lost', () => {
    expect(refusalText(ru, new TypeError('Failed to fetch'))).toContain('Нет связи');
    expect(refusalText(en, new TypeError('Failed to fetch'))).toContain('nothing you typed is lost');
  });
});
