import { offerTerms } from './offers';

const said = (clauses: Record<string, string>) =>
  offerTerms.shape.clauses
    .safeParse(clauses)
    .error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);

describe('clauses of an offer', () => {
  it('name a term, a part of one, or the whole of it', () => {
    expect(
      said({
        trialDays: '12.2',
        'refund.rule': '9.3',
        refund: '9',
        'closingDocument.originals.sentWithin': '2.1.6',
      }),
    ).toBe(undefined);
  });

  it('refuse a term that there is not', () => {
    expect(said({ 'refund.rules': '9.3' })).toEqual(['refund.rules: В условиях нет поля «refund.rules»']);
  });

  it('refuse a clause without a number', () => {
    expect(said({ trialDays: ' ' })).toEqual(['trialDays: Напишите пункт оферты']);
  });
});
