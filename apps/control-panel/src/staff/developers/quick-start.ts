/** The whole of what the back end of a product needs first: who may come in, what was used, what has changed. */
export const quickStart = (
  origin: string,
  product: string,
  unit: string,
): string => `import { LicenceDesk, UsageBuffer, verifyHook } from '@rocket-market/product-kit';

const desk = await LicenceDesk.open({
  origin: ${JSON.stringify(origin)},
  key: process.env.ROCKET_KEY!,
  product: ${JSON.stringify(product)},
  directory: './licences',
});
const { entitled, reason } = await desk.check(amocrmAccountId);

const usage = await UsageBuffer.open({ market: desk.market, directory: './usage' });
await usage.add({ account: amocrmAccountId, unit: ${JSON.stringify(unit)}, quantity: 1 });

const { event } = verifyHook(rawBody, request.headers, [process.env.ROCKET_HOOK_SECRET!]);
desk.forget(event.data.account);`;
