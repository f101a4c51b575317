import { ApiError } from '../api-error';

/** A file as it came over the wire. */
export class Upload {
  constructor(
    readonly bytes: Buffer,
    /** As the caller called it: for showing, never for a path. */
    readonly filename: string | null,
    readonly mediaType: string,
  ) {}
}

/** Takes the first file out of a multipart form. Throws `malformed_body` when the form does not hold together. */
export async function uploadOfForm(form: Buffer, contentType: string): Promise<Upload> {
  const parts = await new Response(new Uint8Array(form), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new ApiError('malformed_body', 'Форма с файлом не читается');
    });
  for (const [, part] of parts)
    if (typeof part !== 'string')
      return new Upload(Buffer.from(await part.arrayBuffer()), part.name || null, part.type);
  return new Upload(Buffer.alloc(0), null, contentType);
}
