import { createHash } from 'node:crypto';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { openApiDocument } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import { Who } from './door';
import { STYLE, printApiPage } from './openapi-page';

const VERSION = '0.1.0';

/** The contract for programs and for people, printed when it is first asked for: a quarter of a second of every start. */
@Controller('api')
@Who('public')
export class OpenApiController {
  private printed: { readonly document: object; readonly page: string } | null = null;
  private readonly policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;

  @Get('openapi.json')
  json(): object {
    return this.print().document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  html(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.header('content-security-policy', this.policy);
    return this.print().page;
  }

  private print(): { readonly document: object; readonly page: string } {
    if (this.printed) return this.printed;
    const document = openApiDocument(VERSION);
    this.printed = { document, page: printApiPage(document) };
    return this.printed;
  }
}
