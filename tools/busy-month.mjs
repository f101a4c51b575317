// @ts-check
// A month of a busy seller: bank files, card payments, bonus, renewals, refunds and corrections of many accounts over HTTP on
// a PostgreSQL of its own; then every register is added up against sums the test knows from its own inputs.
//   npm run busy-month -- [--accounts 1000] [--receipts 3000]
// Prints how long each part took. `npm test` plays the same month with 30 accounts and 90 receipts.
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { BIN, run, stopRunning } from './process.mjs';

const { values } = parseArgs({ options: { accounts: { type: 'string' }, receipts: { type: 'string' } } });
const size = [values.accounts ?? '1000', values.receipts ?? '3000'];
if (!size.every((count) => /^[1-9]\d{0,6}$/.test(count))) {
  console.error('--accounts and --receipts are whole numbers.');
  process.exit(2);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    stopRunning();
    process.exit(1);
  });

bootstrap();
const { code, output } = await run(
  BIN.jest,
  ['-c', 'test/jest.config.mjs', 'scenarios/busy-month', '--testTimeout=86400000'],
  { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0', BUSY_MONTH: size.join('x') },
);
console.log(output);
process.exitCode = code === 0 ? 0 : 1;
