import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module';
import { FEATURES } from './features';
import type { AppConfig } from './platform/config';
import { refuseUnreachableDatabase } from './platform/database';
import { acceptBodies, ORDINARY_BODY_BYTES } from './platform/http/bodies';
import { proxyEmulator } from './platform/http/emulator-proxy';
import { endStreamsOnClose, sendAwayWhenStopping } from './platform/http/open-streams';
import { serveFrontEnds } from './platform/http/front-ends';
import { beginRequests } from './platform/http/begin-requests';
import { observe, requestIdOf } from './platform/http/observe';
import { refuseOddRequests } from './platform/http/odd-requests';
import { protect } from './platform/http/security-headers';
import { refuseAddress, refuseConnection } from './platform/http/unheard-requests';
import { allowWidget } from './platform/http/widget-cors';
import { PinoForNest, createLog } from './platform/log';
import { Metrics } from './platform/metrics';
import { Readiness } from './platform/readiness';
import { forEverybody } from './platform/walls/whose-rows';
import { openEntitlementLane } from './products/entitlement-lane';
import { ProductsModule } from './products/products.module';

/**
 * The whole API, ready to listen: every setting comes in `config`, so a test can start it on port 0 with a
 * database of its own. Throws `WrongConfig` when the database cannot be used.
 */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  await refuseUnreachableDatabase(config);
  const adapter = new FastifyAdapter({
    logger: false,
    // One hop, our own proxy: what a client writes before it into X-Forwarded-For is not an address.
    trustProxy: config.trustProxy && ((_address, hop) => hop < 1),
    bodyLimit: ORDINARY_BODY_BYTES,
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    // A statement of a year takes minutes on a slow line; headers that trickle in hold a connection on purpose.
    requestTimeout: 10 * 60_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    // A request that came before its connection was closed is served like any other.
    return503OnClosing: false,
  });
  const log = createLog(config);
  const processing = !config.redisUrl || config.workerInline;
  const app = await forEverybody(() =>
    NestFactory.create<NestFastifyApplication>(AppModule.of(config, processing), adapter, {
      logger: new PinoForNest(log),
      abortOnError: false,
    }),
  );
  app.setGlobalPrefix('api/v1', {
    exclude: ['health/*path', 'metrics', '.well-known/*path', 'api/openapi.json', 'api/docs'].map((path) => ({
      path,
      method: RequestMethod.ALL,
    })),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  observe(fastify, log, app.get(Metrics));
  beginRequests(fastify);
  if (FEATURES.includes(ProductsModule)) openEntitlementLane(fastify, app);
  endStreamsOnClose(fastify);
  sendAwayWhenStopping(fastify, app.get(Readiness));
  proxyEmulator(fastify, config);
  allowWidget(fastify, config);
  await acceptBodies(fastify);
  refuseOddRequests(fastify);
  await protect(app, config);
  await serveFrontEnds(app, config);
  // Here and not while it begins to listen: requests that come must not inherit what the program may see.
  await forEverybody(() => app.init()).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  return app;
}

/** Starts to listen; resolves with the address people reach it by. */
export async function listen(app: NestFastifyApplication, config: AppConfig): Promise<string> {
  await app.listen(config.port, config.host);
  const address = app.getHttpServer().address();
  if (address !== null && typeof address === 'object') config.listeningOn(address.port);
  return config.publicUrl;
}
