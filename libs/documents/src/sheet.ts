import type { LocalDate } from '@rocket/kernel';
import PDFDocument from 'pdfkit';
import { registerFaces, unprintableIn, useFace, type Face } from './fonts';
import { wrapText } from './wrap-text';

export type Align = 'left' | 'center' | 'right';

/** How a text is set: face, size in points, where it stands in its width. */
export interface Type {
  readonly face: Face;
  readonly size: number;
  readonly align?: Align;
}

export interface SheetOptions {
  readonly title: string;
  readonly author: string;
  readonly issuedOn: LocalDate;
  readonly orientation: 'portrait' | 'landscape';
}

const A4 = { short: 595.28, long: 841.89 };
const LEADING = 1.18;
/** Where the baseline lies in a line of text, as a part of its size: capitals stand centred between rules. */
const BASELINE = 0.93;
const REMEMBERED_WORDS = 20_000;

/** Widths of words in thousandths of the size, remembered across documents: measuring is half of the work. */
const widths: Record<Face, Map<string, number>> = {
  sans: new Map(),
  sansBold: new Map(),
  narrow: new Map(),
  narrowBold: new Map(),
};

/** Broken texts by how they are set, remembered across documents: most of a form is the same in all of them. */
const wrapped = new Map<string, readonly string[]>();

/**
 * A paper document being drawn: points from the top left corner. The same calls give the same bytes, because nothing
 * of the moment enters the file: its creation date is the day of issue and its id follows from its title.
 */
export class Sheet {
  readonly width: number;
  readonly height: number;
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly finished: Promise<void>;
  private readonly measureWord: (word: string) => number;
  private drawnWidth = 0;
  private isSilent = false;

  constructor({ title, author, issuedOn, orientation }: SheetOptions) {
    this.width = orientation === 'portrait' ? A4.short : A4.long;
    this.height = orientation === 'portrait' ? A4.long : A4.short;
    const issuedAt = new Date(`${issuedOn}T00:00:00Z`);
    this.pdf = new PDFDocument({
      size: [this.width, this.height],
      margin: 0,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: 'ru-RU',
      displayTitle: true,
      font: '',
      info: {
        Title: title,
        Author: author,
        Creator: 'Rocket Market',
        Producer: 'Rocket Market',
        CreationDate: issuedAt,
        ModDate: issuedAt,
      },
    });
    this.finished = new Promise((resolve, reject) => {
      this.pdf.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    registerFaces(this.pdf);
    // pdfkit measures each text it draws twice, for what comes after it on the line; nothing does, and we know the answer.
    this.measureWord = this.pdf.widthOfString.bind(this.pdf);
    this.pdf.widthOfString = () => this.drawnWidth;
  }

  addPage(): void {
    this.pdf.addPage();
  }

  /** How tall something would be: runs a drawing that leaves no ink and returns its own height. */
  measure(draw: () => number): number {
    this.isSilent = true;
    try {
      return draw();
    } finally {
      this.isSilent = false;
    }
  }

  /**
   * Width of a text in points.
   * @throws Error when a character has no letter in our faces: an empty box in a tax document is worse
   */
  widthOf(text: string, { face, size }: Type): number {
    let width = 0;
    for (const word of text.match(/[^ ]+ ?| /g) ?? []) width += this.wordWidth(word, face);
    return width * size;
  }

  private wordWidth(word: string, face: Face): number {
    const known = widths[face];
    let width = known.get(word);
    if (width === undefined) {
      const missing = unprintableIn(word);
      if (missing.length > 0) throw new Error(`No letter to print ${missing.join(' ')} in «${word.trim()}»`);
      useFace(this.pdf, face, 1000);
      width = this.measureWord(word) / 1000;
      if (known.size >= REMEMBERED_WORDS) known.clear();
      known.set(word, width);
    }
    return width;
  }

  /** Breaks a text into lines no wider than `width`. */
  wrap(text: string, type: Type, width: number): readonly string[] {
    const key = `${type.face} ${type.size} ${width} ${text}`;
    let lines = wrapped.get(key);
    if (lines === undefined) {
      lines = wrapText(text.normalize('NFC'), width, (part) => this.widthOf(part, type));
      if (wrapped.size >= REMEMBERED_WORDS) wrapped.clear();
      wrapped.set(key, lines);
    }
    return lines;
  }

  heightOf(lines: readonly string[], { size }: Type): number {
    return lines.length * size * LEADING;
  }

  /** One line whose box starts at `y`; aligned inside `width`, and set smaller when it would stick out of it. */
  line(text: string, x: number, y: number, type: Type, width?: number): void {
    if (text === '' || this.isSilent) return;
    let size = type.size;
    let textWidth = this.widthOf(text, type);
    if (width !== undefined && textWidth > width) {
      size *= width / textWidth;
      textWidth = width;
    }
    const shift =
      width === undefined || type.align === undefined || type.align === 'left' ? 0 : width - textWidth;
    const left = x + (type.align === 'center' ? shift / 2 : shift);
    useFace(this.pdf, type.face, size);
    this.drawnWidth = textWidth;
    this.pdf.text(text, left, y + type.size * BASELINE, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** Lines one under another. Returns the height they took. */
  lines(lines: readonly string[], x: number, y: number, type: Type, width: number): number {
    lines.forEach((text, index) => this.line(text, x, y + index * type.size * LEADING, type, width));
    return this.heightOf(lines, type);
  }

  /** Wraps and draws. Returns the height it took. */
  paragraph(text: string, x: number, y: number, type: Type, width: number): number {
    return this.lines(this.wrap(text, type, width), x, y, type, width);
  }

  rule(x1: number, y1: number, x2: number, y2: number, weight = 0.5): void {
    if (this.isSilent) return;
    this.pdf.lineWidth(weight).moveTo(x1, y1).lineTo(x2, y2).stroke('black');
  }

  box(x: number, y: number, width: number, height: number, weight = 0.5): void {
    if (this.isSilent) return;
    this.pdf.lineWidth(weight).rect(x, y, width, height).stroke('black');
  }

  /** Many black rectangles as one shape: no hair lines between them. */
  blacken(rectangles: Iterable<readonly [x: number, y: number, width: number, height: number]>): void {
    if (this.isSilent) return;
    for (const [x, y, width, height] of rectangles) this.pdf.rect(x, y, width, height);
    this.pdf.fill('black');
  }

  /** Closes the document. Nothing can be drawn after it. */
  async bytes(): Promise<Uint8Array> {
    this.pdf.end();
    await this.finished;
    return new Uint8Array(Buffer.concat(this.chunks));
  }
}
