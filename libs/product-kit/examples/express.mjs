// A product's back end on Express: who may use it, what was used, and what the market tells.
// `accountOf(request)` is yours: the number of the account in amoCRM, as your own sign-in knows it.
import { join } from 'node:path';
import express from 'express';
import { HookRefused, LicenceDesk, UsageBuffer, verifyHook } from '@rocket-market/product-kit';

export async function createProduct({ accountOf, directory, hookSecrets = [], ...market }) {
  const onTrouble = (trouble) => console.error(trouble);
  const desk = await LicenceDesk.open({ ...market, directory, onTrouble });
  const usage = await UsageBuffer.open({
    market: desk.market,
    directory: join(directory, 'usage'),
    onTrouble,
  });

  /** Lets in whoever is entitled; the others read why not. */
  const entitled = async (request, response, next) => {
    const decision = await desk.check(accountOf(request));
    if (decision.entitled) return next();
    response.status(402).json({ reason: decision.reason });
  };

  const app = express();
  app.post('/hooks/market', express.raw({ type: () => true, limit: '64kb' }), (request, response) => {
    try {
      const { event } = verifyHook(request.body, request.headers, hookSecrets);
      desk.forget(event.data.account);
      response.sendStatus(204);
    } catch (error) {
      if (!(error instanceof HookRefused)) throw error;
      response.sendStatus(400);
    }
  });
  app.post('/messages', entitled, async (request, response) => {
    await usage.add({ account: accountOf(request), unit: 'message', quantity: 1 });
    response.sendStatus(202);
  });
  return { app, desk, usage, close: () => Promise.all([desk.close(), usage.close()]) };
}
