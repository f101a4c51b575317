import { createHash } from 'node:crypto';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { openApiDocument } from '@rocket/contracts';
import type { FastifyReply } from 'fastify';
import { Who } from './door';
import { STYLE, printApiPage } from './openapi-page';

const VERSION = '0.1.0';

/** The contract for programs and for people. */
@Controller('api')
@Who('public')
export class OpenApiController {
  private readonly document = openApiDocument(VERSION);
  private readonly page = printApiPage(this.document);
  private readonly policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;

  @Get('openapi.json')
  json(): object {
    return this.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  html(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.header('content-security-policy', this.policy);
    return this.page;
  }
}
