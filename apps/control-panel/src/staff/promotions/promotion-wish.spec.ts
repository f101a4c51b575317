import { createPromotion } from '@rocket/contracts';
import { codesOf, toggled, wishOf, type TypedPromotion } from './promotion-wish';

const typed: TypedPromotion = {
  name: 'Лето',
  productCodes: 'chats reports',
  opensOn: '2027-06-01',
  closesOn: '2027-06-30',
  audience: 'everyone',
  days: '14',
  untilOn: '',
  mostUnits: '',
};

describe('a promotion that is typed', () => {
  it('is read as the door wants it; an empty field is no wish', () => {
    expect(createPromotion.parse(wishOf(typed))).toEqual({
      name: 'Лето',
      productCodes: ['chats', 'reports'],
      opensOn: '2027-06-01',
      closesOn: '2027-06-30',
      audience: 'everyone',
      days: 14,
    });
    expect(wishOf({ ...typed, days: '', untilOn: '2027-07-10', mostUnits: '1 000' })).toMatchObject({
      untilOn: '2027-07-10',
      mostUnits: 1000,
    });
  });

  it('what is no number is refused at its field, and is not taken for nothing', () => {
    const parsed = createPromotion.safeParse(wishOf({ ...typed, days: 'две' }));
    expect(parsed.error?.issues[0]?.path).toEqual(['days']);
  });

  it('a product is put in and taken out again', () => {
    const one = toggled('', 'chats');
    expect(codesOf(toggled(one, 'reports'))).toEqual(['chats', 'reports']);
    expect(codesOf(toggled(toggled(one, 'reports'), 'chats'))).toEqual(['reports']);
  });
});
