import { emailMark, findDuplicates, phoneMark, type Contact, type KeptContact } from './contact-index';

const lavrova: Contact = { name: 'Марина Лаврова', phone: '+7 900 000-00-00', email: 'lavrova@sad.example' };
const seen = (...contacts: Contact[]): readonly KeptContact[] =>
  contacts.reduce<readonly KeptContact[]>((known, each) => findDuplicates(known, each, 'key of 7').known, []);

it('one Russian number written in three ways is one number', () => {
  expect(new Set(['8 (900) 000-00-00', '+7 900 000 00 00', '9000000000'].map(phoneMark)).size).toBe(1);
  expect(phoneMark('00-00')).toBeNull();
  expect(phoneMark('+44 20 7946 0000')).toBe('442079460000');
});

it('an address is the same in any case; what is no address decides nothing', () => {
  expect(emailMark(' Lavrova@Sad.example ')).toBe('lavrova@sad.example');
  expect(emailMark('нет')).toBeNull();
});

it('who shares a phone or an address is found, with what they share', () => {
  const again = { name: 'М. Лаврова', phone: '89000000000', email: 'LAVROVA@sad.example' };
  expect(findDuplicates(seen(lavrova), again, 'key of 7').duplicates).toEqual([
    { name: 'Марина Лаврова', shares: ['phone', 'email'] },
  ]);
  const other = { name: 'Сад', phone: '', email: 'lavrova@sad.example' };
  expect(findDuplicates(seen(lavrova), other, 'key of 7').duplicates).toEqual([
    { name: 'Марина Лаврова', shares: ['email'] },
  ]);
});

it('a contact is no duplicate of itself, and is kept once', () => {
  const { duplicates, known } = findDuplicates(seen(lavrova), lavrova, 'key of 7');
  expect(duplicates).toEqual([]);
  expect(known).toHaveLength(1);
});

it('contacts without a phone and an address are nobody’s duplicates', () => {
  const empty = { name: 'Без данных', phone: '', email: '' };
  expect(findDuplicates(seen(empty), { ...empty, name: 'Ещё один' }, 'key of 7')).toEqual({
    duplicates: [],
    known: [],
  });
});

it('neither phone nor address is kept, and two accounts cannot be compared', () => {
  const kept = JSON.stringify(seen(lavrova));
  expect(kept).not.toMatch(/9000000000|lavrova@/i);
  expect(kept).not.toBe(JSON.stringify(findDuplicates([], lavrova, 'key of 8').known));
});
