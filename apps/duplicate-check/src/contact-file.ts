import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptContact } from './contact-index';

/** What was seen in the cards of one account, a file for each. Changes of one account wait for each other. */
export class ContactFiles {
  private readonly turns = new Map<number, Promise<unknown>>();

  constructor(private readonly directory: string) {}

  change<Answer>(
    account: number,
    decide: (known: readonly KeptContact[]) => { known: readonly KeptContact[]; answer: Answer },
  ): Promise<Answer> {
    const turn = (this.turns.get(account) ?? Promise.resolve()).then(async () => {
      const before = await this.read(account);
      const { known, answer } = decide(before);
      if (known !== before) await this.write(account, known);
      return answer;
    });
    this.turns.set(
      account,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async read(account: number): Promise<readonly KeptContact[]> {
    const text = await readFile(this.path(account), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    return JSON.parse(text) as KeptContact[];
  }

  private async write(account: number, known: readonly KeptContact[]): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const next = `${this.path(account)}.next`;
    await writeFile(next, JSON.stringify(known), { mode: 0o600 });
    await rename(next, this.path(account));
  }

  private path(account: number): string {
    return join(this.directory, `contacts-${account}.json`);
  }
}
