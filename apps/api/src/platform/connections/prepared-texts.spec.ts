import { PreparedTexts } from './prepared-texts';

const askedTimes = (texts: PreparedTexts, text: string, times: number, isInTransaction = false) =>
  Array.from({ length: times }, () => texts.nameOf(text, isInTransaction));

describe('a statement that comes again', () => {
  it('is prepared from its third time on, always under the same name', () => {
    const [first, second, third, fourth] = askedTimes(new PreparedTexts(), 'select $1::int', 4);
    expect([first, second]).toEqual([null, null]);
    expect(third).toMatch(/^[\w-]{27}\.0$/);
    expect(fourth).toBe(third);
    expect(askedTimes(new PreparedTexts(), 'select $1::int', 3)[2]).toBe(third);
    expect(askedTimes(new PreparedTexts(), 'select $1::bigint', 3)[2]).not.toBe(third);
  });

  it.each([
    'select * from account where id = $1',
    'select a.* from account a where id = $1',
    'select a.id, b . * from account a where id = $1',
    'update account set name = $1 returning *',
    'select distinct * from account where id = $1',
    'select id, * from account where id = $1',
  ])('is not prepared in a transaction where it reads all columns: %s', (text) => {
    const texts = new PreparedTexts();
    expect(askedTimes(texts, text, 3, true)[2]).toBeNull();
    expect(texts.nameOf(text, false)).not.toBeNull();
  });

  it.each(['select count(*) from account where id = $1', 'select 2 * money from account where id = $1'])(
    'is prepared in a transaction where its columns are its own: %s',
    (text) => expect(askedTimes(new PreparedTexts(), text, 3, true)[2]).not.toBeNull(),
  );

  it('takes another name when its plan was refused, once for all that were refused together', () => {
    const texts = new PreparedTexts();
    const [one, other] = ['select $1::int', 'select $1::text'].map((text) => askedTimes(texts, text, 3)[2]!);
    texts.beginAnew(one!);
    const anew = askedTimes(texts, 'select $1::int', 3)[2]!;
    expect(anew).not.toBe(one);
    texts.beginAnew(other!);
    expect(texts.nameOf('select $1::int', false)).toBe(anew);
  });

  it('is counted anew after very many others: they do not fill the memory', () => {
    const texts = new PreparedTexts();
    askedTimes(texts, 'select $1::int', 2);
    for (let nth = 0; nth < 2_500; nth += 1) texts.nameOf(`select $1::int + ${nth}`, false);
    expect(texts.nameOf('select $1::int', false)).toBeNull();
  });

  it('is not prepared when it is as long as its rows are many', () => {
    const text = `insert into t values ${Array.from({ length: 5_000 }, (_, nth) => `($${nth})`).join()}`;
    expect(askedTimes(new PreparedTexts(), text, 5)[4]).toBeNull();
  });
});
