import { localDate } from '@rocket/kernel';
import { announcementFacts, fillIn, placeholderErrors, type AnnouncedTo } from './write-announcement';

const romashka: AnnouncedTo = {
  account: 'ООО «Ромашка»',
  subdomain: 'romashka',
  seller: 'Rocket Sales',
  products: [
    { ru: 'Чаты', en: 'Chats' },
    { ru: 'Отчёты', en: 'Отчёты' },
  ],
  effective: { on: localDate('2027-06-11'), time: '02:00' },
};

describe('the words of an announcement', () => {
  it('name the account, its products and the moment the way each language reads them', () => {
    const text = '{account}: {product} — {date} в {time}, {seller}, {subdomain}';
    expect(fillIn(text, romashka, 'ru')).toBe(
      'ООО «Ромашка»: «Чаты», «Отчёты» — 11.06.2027 в 02:00, Rocket Sales, romashka',
    );
    expect(fillIn('{product}, {date}', romashka, 'en')).toBe('“Chats”, “Отчёты”, 11 June 2027');
  });

  it('are filled in once: a name that looks like a placeholder stays a name', () => {
    const sly = { ...romashka, account: '{seller} $& $1 {{date}}' };
    expect(fillIn('{account}!', sly, 'ru')).toBe('{seller} $& $1 {{date}}!');
  });

  it('keep both languages in the notice, and Russian alone where there is no other', () => {
    const ru = { title: 'Работы {date}', text: 'С {time}' };
    expect(announcementFacts({ ru }, romashka)).toEqual({
      title: 'Работы 11.06.2027',
      text: 'С 02:00',
      effectiveOn: '2027-06-11',
      effectiveTime: '02:00',
    });
    const both = announcementFacts({ ru, en: { title: 'Maintenance', text: '{date}' } }, romashka);
    expect(both['en']).toEqual({ title: 'Maintenance', text: '11 June 2027' });
  });

  it('are refused where a placeholder is unknown or has nothing to stand for, by the name of the field', () => {
    const texts = { ru: { title: '{name}', text: '{product} {date} {time} {account}' } };
    const errors = placeholderErrors(texts, { product: false, date: true, time: false });
    expect(errors.map(({ path }) => path)).toEqual(['texts.ru.title', 'texts.ru.text', 'texts.ru.text']);
    expect(errors[0]!.message).toContain('{name}');
    expect(placeholderErrors(texts, { product: true, date: true, time: true })).toHaveLength(1);
  });
});
