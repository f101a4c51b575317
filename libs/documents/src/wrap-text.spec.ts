import fc from 'fast-check';
import { wrapText } from './wrap-text';

const byLetters = (text: string) => text.length;
const wrap = (text: string, width: number) => wrapText(text, width, byLetters);

describe('a text broken into lines', () => {
  it('breaks at spaces and after hyphens and slashes', () => {
    expect(wrap('услуги доступа к сервису', 10)).toEqual(['услуги', 'доступа к', 'сервису']);
    expect(wrap('платежно-расчетный', 12)).toEqual(['платежно-', 'расчетный']);
    expect(wrap('ИНН/КПП', 5)).toEqual(['ИНН/', 'КПП']);
  });

  it('shows a soft hyphen only where the line ends', () => {
    expect(wrap('нацио\u00adнальное', 8)).toEqual(['нацио-', 'нальное']);
    expect(wrap('нацио\u00adнальное', 20)).toEqual(['национальное']);
  });

  it('holds a no-break space and obeys a line feed', () => {
    expect(wrap('от 21\u00a0ноября', 10)).toEqual(['от', '21\u00a0ноября']);
    expect(wrap('а\nб', 10)).toEqual(['а', 'б']);
  });

  it('cuts a word that no line can hold', () => {
    expect(wrap('ы'.repeat(7), 3)).toEqual(['ыыы', 'ыыы', 'ы']);
  });

  it('loses no letter and never leaves its width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'абв -/«№1') }),
        fc.integer({ min: 2, max: 12 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          lines.forEach((line) => expect(line.length).toBeLessThanOrEqual(width));
        },
      ),
    );
  });
});
