import { createHash } from 'node:crypto';

/** A statement is prepared when it comes for this time: what is asked once is not worth keeping a plan for. */
const WORTH_IT_FROM = 3;
/** Texts a process remembers; more than that, and it counts anew. Statements made of varying pieces must not fill its memory. */
const MOST_REMEMBERED = 2_000;
/** Bulk statements whose text grows with their rows. */
const LONGEST = 20_000;
/** All columns of a table: when a migration adds one, PostgreSQL refuses the plan it has kept. */
const ALL_COLUMNS = /(\bselect|\bdistinct|\breturning|,)\s*\*|\.\s*\*/i;

interface Remembered {
  times: number;
  readonly name: string;
  readonly readsAllColumns: boolean;
}

/**
 * Texts of statements that come again, each with the name it is prepared under on every connection: PostgreSQL parses and plans it
 * once for a connection. Names follow from the texts.
 */
export class PreparedTexts {
  private readonly remembered = new Map<string, Remembered>();
  private generation = 0;

  /**
   * Notes that a text is asked.
   * @param isInTransaction what is refused there cannot be asked again, so nothing is prepared that a new column would break
   * @returns the name to prepare it under, or null: to be planned for this time alone
   */
  nameOf(text: string, isInTransaction: boolean): string | null {
    const known = this.remembered.get(text) ?? this.remember(text);
    known.times += 1;
    if (known.times < WORTH_IT_FROM || text.length > LONGEST) return null;
    return isInTransaction && known.readsAllColumns ? null : known.name;
  }

  /** PostgreSQL refused a plan of before a migration: others are of before it too, so all are prepared anew under other names. */
  beginAnew(refused: string): void {
    if (!refused.endsWith(this.suffix)) return;
    this.generation += 1;
    this.remembered.clear();
  }

  private remember(text: string): Remembered {
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 27);
    const known = { times: 0, name: hash + this.suffix, readsAllColumns: ALL_COLUMNS.test(text) };
    this.remembered.set(text, known);
    return known;
  }

  private get suffix(): string {
    return `.${this.generation}`;
  }
}
