import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** PT Sans and PT Sans Narrow by ParaType (OFL 1.1), made for Russian; embedded unchanged, by subset. */
export type Face = 'sans' | 'sansBold' | 'narrow' | 'narrowBold';

const FILES: Record<Face, string> = {
  sans: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  sansBold: '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
  narrow: '@expo-google-fonts/pt-sans-narrow/400Regular/PTSansNarrow_400Regular.ttf',
  narrowBold: '@expo-google-fonts/pt-sans-narrow/700Bold/PTSansNarrow_700Bold.ttf',
};
export const FACES = Object.keys(FILES) as Face[];

interface Run {
  readonly glyphs: readonly object[];
  readonly positions: readonly object[];
}

interface Glyph {
  _decode?: () => unknown;
}

/** The part of pdfkit's parsed font that is used here. */
interface ParsedFont {
  layout(text: string, features?: unknown): Run;
  getGlyph(id: number, codePoints?: readonly number[]): Glyph;
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** Of a font inside one document: its shaped words, measured in thousandths of the size. */
interface DocumentFont {
  layoutCache: Record<string, Run>;
}

/** Words are few and come again in every document. */
const REMEMBERED_RUNS = 20_000;

// Resolved from the file that runs, source or bundle: both stand under the workspace's node_modules.
const resolveFrom = createRequire(import.meta.url);
const parsed = new Map<Face, ParsedFont>();

/**
 * A font file read and parsed once in the life of the process. Parsing takes more than drawing a document does, and
 * pdfkit takes a parsed font as well as a file.
 */
function parsedFont(face: Face): ParsedFont {
  let font = parsed.get(face);
  if (!font) {
    // pdfkit has no other door to its parser than a document that holds the font.
    const holder = new PDFDocument({ font: '', autoFirstPage: false });
    holder.font(readFileSync(resolveFrom.resolve(FILES[face])));
    font = remembering((holder as unknown as { _font: { font: ParsedFont } })._font.font);
    parsed.set(face, font);
  }
  return font;
}

/** The same font, whose glyphs say which letter they stand for and whose outlines are decoded once. */
function remembering(font: ParsedFont): ParsedFont {
  const layout = (text: string, features?: unknown): Run => {
    if (features) return font.layout(text, features);
    countShaped();
    return saying(text, font.layout(text));
  };
  return Object.create(font, {
    layout: { value: layout },
    getGlyph: { value: rememberingOutlines(font) },
  }) as ParsedFont;
}

/**
 * Says of each glyph which letter of this text it stands for. The parser remembers a glyph as it first met it: as the part of
 * another letter (Cyrillic «а» is made of Latin «a») without a letter of its own, and then nothing could be copied out of a
 * file; or as the letter of whatever was drawn before, and then the bytes would follow from that.
 */
function saying(text: string, run: Run): Run {
  const letters = [...text];
  if (run.glyphs.length !== letters.length) return run;
  const glyphs = run.glyphs.map(
    (glyph, index) =>
      Object.create(glyph, { codePoints: { value: [letters[index]!.codePointAt(0)!] } }) as object,
  );
  return Object.create(run, { glyphs: { value: glyphs } }) as Run;
}

/** Outlines are read-only for whoever makes a subset; decoding them anew would take a quarter of a document's time. */
function rememberingOutlines(font: ParsedFont): ParsedFont['getGlyph'] {
  const seen = new WeakSet<Glyph>();
  return (id, codePoints) => {
    const glyph = font.getGlyph(id, codePoints);
    if (!seen.has(glyph) && glyph._decode) {
      const outline = glyph._decode();
      glyph._decode = () => outline;
      seen.add(glyph);
    }
    return glyph;
  };
}

/** Makes the faces known to a document by their names. */
export function registerFaces(pdf: PDFKit.PDFDocument): void {
  for (const face of FACES) pdf.registerFont(face, parsedFont(face) as unknown as Buffer);
}

/** Shaped words by face. pdfkit keeps them for one document and shapes each word of the next anew. */
const shaped = new Map<Face, Record<string, Run>>();
let shapedWords = 0;

function countShaped(): void {
  shapedWords += 1;
  if (shapedWords <= REMEMBERED_RUNS) return;
  shapedWords = 1;
  shaped.clear();
}

/** Sets a face and a size in points; the words it draws are shaped once in the life of the process. */
export function useFace(pdf: PDFKit.PDFDocument, face: Face, size: number): void {
  pdf.font(face, size);
  const font = (pdf as unknown as { _font: DocumentFont })._font;
  let words = shaped.get(face);
  if (!words) {
    words = Object.create(null) as Record<string, Run>;
    shaped.set(face, words);
  }
  font.layoutCache = words;
}

/**
 * Characters of a text that our documents cannot print, each once: emoji, hieroglyphs, the sign of the tenge. Ask before
 * a name or an address is accepted; a document with such a character is refused.
 */
export function unprintableIn(text: string): string[] {
  const missing = [...text.normalize('NFC')].filter(
    (character) =>
      !CONTROL.test(character) &&
      !FACES.every((face) => parsedFont(face).hasGlyphForCodePoint(character.codePointAt(0)!)),
  );
  return [...new Set(missing)];
}

/**
 * A text with «?» for every sign that our faces do not have: for what people say beside the facts, which must not keep a paper from
 * its reader.
 */
export const printable = (text: string): string =>
  unprintableIn(text).reduce((shown, sign) => shown.replaceAll(sign, '?'), text.normalize('NFC'));

/** Breaks of lines and soft hyphens are obeyed and never drawn. */
const CONTROL = /[\n\r\t\u00ad]/;
