import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryInUse, holdDirectory } from './directory-lock.ts';
import { UsageJournal, UsageJournalFull } from './usage-journal.ts';

let directory: string;
let journals: UsageJournal[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(async () => {
  for (const journal of journals) await journal.close();
  journals = [];
  await rm(directory, { recursive: true });
});

async function opened(mostBytes = 1000): Promise<UsageJournal> {
  const journal = await UsageJournal.open(directory, mostBytes);
  journals.push(journal);
  return journal;
}
async function allLines(journal: UsageJournal): Promise<string[]> {
  const lines = [];
  for (const name of await journal.closed()) lines.push(...(await journal.lines(name)));
  return lines;
}

it('what was promised is found by the next life, in its order', async () => {
  const first = await opened();
  await Promise.all(['a', 'b', 'c'].map((line) => first.append(line)));
  const second = await opened();
  await second.append('d');
  expect(await allLines(second)).toEqual(['a', 'b', 'c', 'd']);
});

it('a line cut short by a crash was never promised, and the next one does not grow out of it', async () => {
  await (await opened()).append('whole');
  await appendFile(join(directory, 'usage.open.ndjson'), '{"hal');
  const journal = await opened();
  await journal.append('next');
  expect(await allLines(journal)).toEqual(['whole', 'next']);
});

it('a full journal takes nothing more until something was sent, and an earlier life counts', async () => {
  await (await opened(10)).append('12345');
  const journal = await opened(10);
  await expect(journal.append('12345')).rejects.toThrow(UsageJournalFull);
  const [name] = await journal.closed();
  await journal.forget(name!);
  await journal.append('12345');
  expect(await allLines(journal)).toEqual(['12345']);
});

it('numbers of files go on: what comes later is sent later', async () => {
  const journal = await opened();
  for (const line of ['a', 'b']) {
    await journal.append(line);
    await journal.closed();
  }
  const next = await opened();
  await next.append('c');
  expect(await allLines(next)).toEqual(['a', 'b', 'c']);
  expect((await readdir(directory)).length).toBe(3);
});

it('a folder has one holder; one that was left by a dead process is taken over', async () => {
  const now = () => new Date();
  const letGo = await holdDirectory(directory, now);
  await expect(holdDirectory(directory, now)).rejects.toThrow(DirectoryInUse);
  await letGo();
  await (
    await holdDirectory(directory, now)
  )();
  await appendFile(join(directory, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere' }));
  await expect(holdDirectory(directory, now)).rejects.toThrow(DirectoryInUse);
  const inTwoMinutes = () => new Date(Date.now() + 120_000);
  await (
    await holdDirectory(directory, inTwoMinutes)
  )();
});
