const SOFT_HYPHEN = '\u00ad';

/** Parts of a word between which a line may end: after a hyphen, a slash or a soft hyphen. */
const partsOf = (word: string): string[] => word.match(/[^-/\u00ad]+[-/\u00ad]?|[-/\u00ad]/g) ?? [];

/** As a part stands inside a line: its soft hyphen is not seen. */
const inside = (text: string): string => text.replaceAll(SOFT_HYPHEN, '');
/** As it stands at the end of a line: its soft hyphen is a hyphen. */
const atEnd = (text: string): string => (text.endsWith(SOFT_HYPHEN) ? `${inside(text)}-` : inside(text));

/**
 * Breaks a text into lines no wider than `width` as `measure` says: at spaces, after hyphens and slashes, at soft
 * hyphens, and inside a word only when it alone is wider than a line. `\n` always breaks. No-break spaces hold.
 */
export function wrapText(text: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const close = () => {
    lines.push(atEnd(line.trimEnd()));
    line = '';
  };
  const place = (part: string) => {
    if (line !== '' && measure(atEnd(line + part)) > width) close();
    if (measure(atEnd(part)) <= width) {
      line += part;
      return;
    }
    for (const letter of part) {
      if (line !== '' && measure(inside(line + letter)) > width) close();
      line += letter;
    }
  };
  for (const paragraph of text.split('\n')) {
    paragraph
      .split(/[ \t\r]+/)
      .filter((word) => word !== '')
      .forEach((word, index) => {
        const parts = partsOf(word);
        if (index > 0 && line !== '') {
          if (measure(atEnd(`${line} ${parts[0]}`)) <= width) line += ' ';
          else close();
        }
        parts.forEach(place);
      });
    close();
  }
  return lines;
}
