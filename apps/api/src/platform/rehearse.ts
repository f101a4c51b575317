import type { DataSource, EntityManager } from 'typeorm';
import { asOftenAsItTakes } from './database';

/** Carries the answer out of a transaction that is to be undone. */
class Undone<T> extends Error {
  override readonly name = 'Undone';

  constructor(readonly answer: T) {
    super('This transaction was only a rehearsal');
  }
}

/**
 * Does `work` and undoes it: what an act would do, answered by the very code that does it. What the database checks at a commit
 * is checked too. Nothing is kept, no wake-up goes out, and no act is written down.
 * It locks what the act locks, so it may meet a deadlock like the act; `work` must touch nothing but `tx`.
 * @throws what `work` throws: a rehearsal is refused as the act would be
 */
export async function rehearse<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  try {
    return await asOftenAsItTakes(() =>
      db.transaction(async (tx): Promise<never> => {
        const answer = await work(tx);
        await tx.query('set constraints all immediate');
        throw new Undone(answer);
      }),
    );
  } catch (error) {
    if (error instanceof Undone) return (error as Undone<T>).answer;
    throw error;
  }
}
