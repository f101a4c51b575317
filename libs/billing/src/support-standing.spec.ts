import { afterWord, type SupportDue, type SupportStanding, type SupportWord } from './support-standing';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 25, 9, minute));
const customer = (minute: number): SupportWord => ({
  side: 'customer',
  at: at(minute),
  text: 'Не работает',
  closes: false,
});
const answer = (minute: number): SupportWord => ({
  side: 'support',
  at: at(minute),
  text: 'Починили',
  closes: false,
});
const closing = (minute: number, text = ''): SupportWord => ({
  side: 'support',
  at: at(minute),
  text,
  closes: true,
});
const dueOf = (minute: number): SupportDue => ({ at: at(minute + 480), calendarMissing: null });

const after = (...words: SupportWord[]): SupportStanding =>
  words.reduce<SupportStanding | null>(
    (before, word) => afterWord(before, word, () => dueOf(word.at.getUTCMinutes())),
    null,
  )!;

describe('a request to support', () => {
  it('waits from its first word on, whatever is written on', () => {
    const waits = { state: 'open', waitingSince: at(0), due: dueOf(0) };
    expect(after(customer(0))).toEqual(waits);
    expect(after(customer(0), customer(30))).toEqual(waits);
  });

  it('waits for nothing when it is answered, and anew from the next word of the customer', () => {
    expect(after(customer(0), answer(10))).toMatchObject({
      state: 'answered',
      waitingSince: null,
      due: { at: null },
    });
    expect(after(customer(0), answer(10), customer(20))).toEqual({
      state: 'open',
      waitingSince: at(20),
      due: dueOf(20),
    });
  });

  it('is closed without a word when it is answered, else with one', () => {
    expect(after(customer(0), answer(10), closing(11)).state).toBe('closed');
    expect(after(customer(0), closing(11, 'Починили'))).toMatchObject({
      state: 'closed',
      waitingSince: null,
    });
    expect(() => after(customer(0), closing(11))).toThrow('Клиент ждёт ответа');
    expect(() => after(customer(0), answer(10), closing(11), closing(12, 'Ещё раз'))).toThrow('уже закрыто');
  });

  it('is opened again by the customer, and stands answered when we add something', () => {
    expect(after(customer(0), closing(11, 'Починили'), customer(20))).toMatchObject({
      state: 'open',
      waitingSince: at(20),
    });
    expect(after(customer(0), closing(11, 'Починили'), answer(20)).state).toBe('answered');
  });
});
