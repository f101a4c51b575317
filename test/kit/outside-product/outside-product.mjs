// A product of somebody else: it has the published kit from its tarball and nothing of ours. Driven over IPC.
import { createProduct } from '@rocket-market/product-kit/examples/express.mjs';

const { skew = 0, ...market } = JSON.parse(process.argv[2]);
const product = await createProduct({
  ...market,
  accountOf: (request) => Number(request.headers['x-account']),
  now: () => new Date(Date.now() + skew * 1000),
});
const server = product.app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

const acts = {
  check: (account) => product.desk.check(account),
  forget: (account) => product.desk.forget(account),
  add: async ([account, quantity]) => product.usage.add({ account, unit: 'message', quantity }),
  flush: () => product.usage.flush(),
  close: () => product.close(),
};
process.on('message', async ({ id, act, value }) => {
  try {
    process.send({ id, answer: (await acts[act](value)) ?? null });
  } catch ({ name, code, message }) {
    process.send({ id, refusal: { name, code, message } });
  }
});
process.on('disconnect', () => process.exit());
