import { open, readFile, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** There is no room for more events: the market has been away for long. The event was not taken. */
export class UsageJournalFull extends Error {
  constructor() {
    super('The journal of unsent usage is full');
    this.name = 'UsageJournalFull';
  }
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const OPEN = 'usage.open.ndjson';
const CLOSED = /^usage\.(\d{10})\.ndjson$/;

/**
 * Lines on disk in the order they came: written to one open file, which is closed under a number when it is to be sent. A
 * line is promised when it has reached the disk; lines that come together are written together.
 */
export class UsageJournal {
  private file: FileHandle | null = null;
  private fileBytes = 0;
  private waiting: Waiting[] = [];
  private working: Promise<void> = Promise.resolve();

  private constructor(
    private readonly directory: string,
    private readonly mostBytes: number,
    private bytes: number,
    private nextNumber: number,
  ) {}

  /** Finds what an earlier life of this process left. */
  static async open(directory: string, mostBytes: number): Promise<UsageJournal> {
    const names = (await readdir(directory)).filter((name) => name === OPEN || CLOSED.test(name));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
    const numbers = names.map((name) => Number(CLOSED.exec(name)?.[1] ?? 0));
    const journal = new UsageJournal(
      directory,
      mostBytes,
      sizes.reduce((sum, size) => sum + size, 0),
      Math.max(0, ...numbers) + 1,
    );
    // A line cut short by a crash was never promised; a file of its own keeps new lines from growing out of it.
    if (names.includes(OPEN)) await journal.closeFile();
    return journal;
  }

  /** Resolves when the line is on disk. @throws UsageJournalFull */
  append(line: string): Promise<void> {
    const size = Buffer.byteLength(line) + 1;
    if (this.bytes + size > this.mostBytes) return Promise.reject(new UsageJournalFull());
    this.bytes += size;
    return new Promise((resolve, reject) => {
      this.waiting.push({ line: `${line}\n`, resolve, reject });
      if (this.waiting.length === 1) this.working = this.working.then(() => this.writeWaiting());
    });
  }

  /** Closes the open file if there is anything in it. Answers the closed files, oldest first. */
  async closed(): Promise<string[]> {
    this.working = this.working.then(() => this.writeWaiting()).then(() => this.closeFile());
    await this.working;
    return (await readdir(this.directory)).filter((name) => CLOSED.test(name)).sort();
  }

  /** The whole lines of a closed file. */
  async lines(name: string): Promise<string[]> {
    const text = await readFile(join(this.directory, name), 'utf8');
    return text.split('\n').slice(0, -1);
  }

  async forget(name: string): Promise<void> {
    const path = join(this.directory, name);
    this.bytes -= (await stat(path)).size;
    await rm(path);
  }

  async close(): Promise<void> {
    this.working = this.working.then(() => this.writeWaiting());
    await this.working;
    await this.file?.close();
    this.file = null;
    this.fileBytes = 0;
  }

  private async writeWaiting(): Promise<void> {
    const taken = this.waiting;
    this.waiting = [];
    if (taken.length === 0) return;
    const text = Buffer.from(taken.map(({ line }) => line).join(''));
    try {
      this.file ??= await open(join(this.directory, OPEN), 'a', 0o600);
      await this.file.appendFile(text);
      await this.file.datasync();
      this.fileBytes += text.length;
      for (const { resolve } of taken) resolve();
    } catch (error) {
      this.bytes -= text.length;
      // What was not promised must not be sent: whoever was refused may come again under another key.
      await this.file?.truncate(this.fileBytes).catch(() => undefined);
      for (const { reject } of taken) reject(error);
    }
  }

  private async closeFile(): Promise<void> {
    await this.file?.close();
    this.file = null;
    this.fileBytes = 0;
    const path = join(this.directory, OPEN);
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    if (size === 0) return;
    const number = String(this.nextNumber++).padStart(10, '0');
    await rename(path, join(this.directory, `usage.${number}.ndjson`));
  }
}
