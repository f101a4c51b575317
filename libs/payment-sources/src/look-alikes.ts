const LATIN = 'ABCEHKMOPTXY';
const CYRILLIC = 'АВСЕНКМОРТХУ';
const twins = new Map([...LATIN].map((letter, index) => [letter, CYRILLIC[index]!]));

/**
 * Upper case, Ё as Е, and Latin letters that look Cyrillic as Cyrillic: people type them mixed and see no
 * difference. For comparing only, never for showing. Latin words survive as themselves, spelt oddly.
 */
export const foldLookAlikes = (text: string): string =>
  text
    .normalize('NFC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replace(/[ABCEHKMOPTXY]/g, (letter) => twins.get(letter)!);
