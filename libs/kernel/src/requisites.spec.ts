import { isBic, isCorrespondentAccount, isInn, isKpp, isOgrn, isSettlementAccount } from './requisites';

describe('Russian requisites', () => {
  it.each(['7707083893', '500100732259', '7700000016', '770000000156', '6732180881'])(
    'INN %s is right',
    (inn) => {
      expect(isInn(inn)).toBe(true);
    },
  );
  it.each(['7707083894', '0000000000', '770708389', '50010073225Х', ''])('INN %j is refused', (inn) => {
    expect(isInn(inn)).toBe(false);
  });
  it('OGRN and OGRNIP carry their own check digit', () => {
    expect([isOgrn('1027700132195'), isOgrn('304500116000157'), isOgrn('1196733011200')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isOgrn('1027700132196'), isOgrn('304500116000158')]).toEqual([false, false]);
  });
  it('KPP and BIC have a form but no check digit', () => {
    expect([isKpp('770001001'), isKpp('7700AB001'), isKpp('000000000')]).toEqual([true, true, false]);
    expect([isBic('044525974'), isBic('144525974')]).toEqual([true, false]);
  });
  it.each([
    ['40702810500000000001', '044525974'],
    ['40702810500000000002', '044525225'],
    ['40602810700000000025', '049805746'],
    ['40702810410000551190', '044525974'],
  ])('the key of account %s fits BIC %s', (account, bic) => {
    expect(isSettlementAccount(account, bic)).toBe(true);
    expect(isSettlementAccount(`${account.slice(0, 19)}${(Number(account[19]) + 1) % 10}`, bic)).toBe(false);
  });
  it('the key of a correspondent account fits its bank', () => {
    expect(isCorrespondentAccount('30101810145250000974', '044525974')).toBe(true);
    expect(isCorrespondentAccount('30101810145250000974', '049805746')).toBe(false);
  });

  it('a correspondent account of another bank of the same region is noticed', () => {
    expect(isCorrespondentAccount('30101810145250000974', '044525225')).toBe(false);
    expect(isCorrespondentAccount('30101810400000000225', '044525225')).toBe(true);
  });
});
