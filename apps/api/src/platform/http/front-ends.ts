import { stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../api-error';
import type { AppConfig } from '../config';
import { sendProblem } from '../problem.filter';

const NOT_PAGES = /^\/(?:api|health|metrics|\.well-known)(?:\/|$)/;
const HASHED = /-[A-Za-z0-9_-]{8,}\.(?:js|css|woff2?|ttf|png|svg)$/;

/** Serves the built panel at `/` (unknown pages get its index.html) and the built widget at `/widget/`. */
export async function serveFrontEnds(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const panel = join(config.frontEndsDir, 'control-panel');
  const widget = join(config.frontEndsDir, 'widget');
  await app.register(fastifyStatic, { root: panel, serve: false, cacheControl: false, logLevel: 'silent' });
  const fastify = app.getHttpAdapter().getInstance();

  fastify.get('/widget/*', async (request, reply) => {
    const file = pathIn(request);
    void reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=300');
    return (await isFile(widget, file))
      ? reply.sendFile(file, widget)
      : sendProblem(reply, notFound('Такого файла нет'));
  });

  fastify.get('/*', async (request, reply) => {
    const file = pathIn(request);
    if (NOT_PAGES.test(`/${file}`)) return sendProblem(reply, notFound('Такого адреса нет'));
    if (file !== '' && (await isFile(panel, file))) {
      void reply.header(
        'cache-control',
        HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      return reply.sendFile(file, panel);
    }
    return sendPage(request, reply, panel);
  });
}

/** Pages of the panel are drawn in the browser: any address of one is answered with the same document. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, panel: string): Promise<FastifyReply> {
  const wantsPage = (request.headers.accept ?? '').includes('text/html') || request.url === '/';
  if (!wantsPage || !(await isFile(panel, 'index.html')))
    return sendProblem(reply, notFound('Такой страницы нет'));
  return reply.header('cache-control', 'no-cache').sendFile('index.html', panel);
}

const pathIn = (request: FastifyRequest): string => (request.params as { '*': string })['*'];

/** Only files below the root; what climbs out of it or cannot be a name is no file. */
async function isFile(root: string, file: string): Promise<boolean> {
  if (file.includes('\0')) return false;
  const path = normalize(join(root, file));
  if (!path.startsWith(root + sep)) return false;
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
