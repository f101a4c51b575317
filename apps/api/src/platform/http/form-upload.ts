import type { FastifyRequest } from 'fastify';
import { ApiError } from '../api-error';
import { Upload, uploadOfStream, type UploadLimits } from './upload';

/** One file is what our doors take; whatever fields stand beside it are read over. */
const PARTS = { files: 1, fields: 20, fieldSize: 64 * 1024, fileSize: Infinity };

/**
 * Takes the file out of a multipart form as it flows; the form is read to its end before anybody sees the file, so one that
 * was cut off leaves nothing behind. A form without a file gives an empty `Upload`.
 *
 * Throws `payload_too_large` with the field, `validation_failed` for a second file, `malformed_body` when the form does not hold
 * together.
 */
export async function uploadOfForm(request: FastifyRequest, limits: UploadLimits): Promise<Upload> {
  const mediaType = request.headers['content-type'] ?? '';
  let upload: Upload | null = null;
  try {
    for await (const part of request.parts({ limits: PARTS })) {
      if (part.type !== 'file') continue;
      const named = { filename: nameOf(part.filename), field: part.fieldname };
      upload = await uploadOfStream(part.file, part.mimetype, limits, named);
    }
  } catch (error) {
    await upload?.discard();
    throw refusalOf(error);
  }
  return upload ?? new Upload(Buffer.alloc(0), null, mediaType);
}

/** For showing: one line of visible letters, or null where nothing of it is left. */
const nameOf = (given: string): string | null =>
  [...given.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '')].slice(0, 200).join('') || null;

function refusalOf(error: unknown): unknown {
  if (error instanceof ApiError) return error;
  const { code } = error as { code?: unknown };
  if (code === 'FST_FILES_LIMIT')
    return new ApiError('validation_failed', 'В форме больше одного файла', {}, [
      { path: '', message: 'Приложите один файл' },
    ]);
  // A disk that is full is our trouble, not the form's.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code) && code !== 'ECONNRESET') return error;
  return new ApiError(
    'malformed_body',
    'Форма с файлом не читается или пришла не целиком, отправьте её снова',
  );
}
