import { Controller, Delete, Get, Headers, Param, Put, Res } from '@nestjs/common';
import type { ProductDto } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import { Caller, FileBody, Who, callerKey, type CallerOf } from '../platform/door';
import type { Upload } from '../platform/http/upload';
import { fileAnswer } from '../platform/http/send-file';
import { isKnownVersion } from '../platform/http/known-version';
import { PictureProduct } from './picture-product';

@Controller()
export class ProductPicturesController {
  constructor(private readonly picture: PictureProduct) {}

  @Put('products/:code/picture')
  @Who('administrator')
  put(
    @Param('code') code: string,
    @FileBody() file: Upload,
    @Caller() caller: CallerOf,
  ): Promise<ProductDto> {
    return this.picture.run(code, file, callerKey(caller));
  }

  @Delete('products/:code/picture')
  @Who('administrator')
  remove(@Param('code') code: string): Promise<ProductDto> {
    return this.picture.remove(code);
  }

  @Get('product-pictures/:hash')
  @Who('public')
  async show(
    @Param('hash') hash: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { mediaType, bytes } = await this.picture.show(hash);
    const etag = `"${hash}"`;
    const isKnown = isKnownVersion(known, etag);
    // Addressed by what is in it, a picture never changes; nothing of it is ever taken for a page.
    await fileAnswer(reply, { name: hash, mediaType, isShown: true })
      .header('etag', etag)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .code(isKnown ? 304 : 200)
      .send(isKnown ? undefined : bytes);
  }
}
