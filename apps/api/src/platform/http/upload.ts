import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError } from '../api-error';

/** So much is read at a time from a file on disk. */
const PIECE = 64 * 1024;

/**
 * A file as it came over the wire. A large one stands on disk, without a name there: its `bytes` are empty and it is read
 * by `pieces`.
 */
export class Upload {
  constructor(
    readonly bytes: Buffer,
    /** As the caller called it: for showing, never for a path. */
    readonly filename: string | null,
    readonly mediaType: string,
    private readonly spooled: { file: FileHandle; size: number; sha256: Buffer } | null = null,
  ) {}

  get size(): number {
    return this.spooled?.size ?? this.bytes.length;
  }

  sha256(): Buffer {
    return this.spooled?.sha256 ?? createHash('sha256').update(this.bytes).digest();
  }

  async *pieces(): AsyncGenerator<Uint8Array, void, void> {
    if (!this.spooled) {
      for (let at = 0; at < this.bytes.length; at += PIECE) yield this.bytes.subarray(at, at + PIECE);
      return;
    }
    const { file, size } = this.spooled;
    for (let at = 0; at < size;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE), 0, PIECE, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** Lets go of what stands on disk. */
  async discard(): Promise<void> {
    await this.spooled?.file.close().catch(() => undefined);
  }
}

/** How many bytes of a file are held in memory before it goes to disk, and how many are taken at all. */
export interface UploadLimits {
  readonly memory: number;
  readonly most: number;
}

/** What a file is called: by the caller, and by the form it came in (empty: it was the whole body). */
interface Named {
  readonly filename: string | null;
  readonly field: string;
}

export function fileTooLarge(most: number, field = ''): ApiError {
  const limit = `${Math.floor(most / 1024 / 1024)} МБ`;
  const message = field === '' ? `Файл больше ${limit}` : `Файл больше ${limit}: поле «${field}»`;
  return new ApiError('payload_too_large', message, {}, [{ path: field, message: `Не больше ${limit}` }]);
}

/**
 * Takes a body as it flows: into memory while it is small, onto disk when it grows. Throws `payload_too_large`.
 */
export async function uploadOfStream(
  body: AsyncIterable<Buffer>,
  mediaType: string,
  { memory, most }: UploadLimits,
  { filename, field }: Named = { filename: null, field: '' },
): Promise<Upload> {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let size = 0;
  let file: FileHandle | null = null;
  try {
    for await (const piece of body) {
      size += piece.length;
      if (size > most) throw fileTooLarge(most, field);
      hash.update(piece);
      if (file === null && size > memory) {
        file = await openNameless();
        for (const held of pieces.splice(0)) await file.write(held);
      }
      if (file) await file.write(piece);
      else pieces.push(piece);
    }
  } catch (error) {
    await file?.close();
    throw error;
  }
  if (file === null) return new Upload(Buffer.concat(pieces), filename, mediaType);
  return new Upload(Buffer.alloc(0), filename, mediaType, { file, size, sha256: hash.digest() });
}

/** A file nobody else finds, which is gone when it is closed, also when we are killed. */
async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'rocket-upload-'));
  const file = await open(join(folder, 'file'), 'wx+', 0o600);
  await rm(folder, { recursive: true, force: true });
  return file;
}
