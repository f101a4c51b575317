import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../platform/config';
import { EdoOperator, type OutgoingDocument } from './edo-operator';

/** Marks of what was given: whoever empties the folder leaves them. */
const GIVEN = '.given';

/**
 * An operator's program that watches a folder takes the files from there. A file appears whole under its name or not at all,
 * and once: what was given is marked beside it, so that a repetition after a crash finds the mark although the program has
 * long taken the file away.
 */
@Injectable()
export class FolderOperator extends EdoOperator {
  override readonly name = 'folder';

  constructor(private readonly config: AppConfig) {
    super();
  }

  override get isConfigured(): boolean {
    return this.config.edoFolder !== null;
  }

  override async send({ fileName, bytes }: OutgoingDocument): Promise<string> {
    const folder = this.config.edoFolder!;
    const target = join(folder, fileName);
    const mark = join(folder, GIVEN, fileName);
    await mkdir(join(folder, GIVEN), { recursive: true });
    if (await exists(mark)) return fileName;
    if (!(await exists(target))) await writeWhole(target, `${mark}.part`, bytes);
    // The mark is the file itself under a second name. The program may have been quicker and taken it already.
    await link(target, mark).catch(() => writeWhole(mark, `${mark}.part`, bytes));
    return fileName;
  }
}

async function writeWhole(target: string, temporary: string, bytes: Buffer): Promise<void> {
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
