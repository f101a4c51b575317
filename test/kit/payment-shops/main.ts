import { startPaymentShops } from './start';

/**
 * The fake card shops as a process of their own, for `npm start`. Settings from the environment: API_URL (origin of the API),
 * SELLER (whose shops they are), ROBOKASSA_PORT, YOOKASSA_PORT. Says what the API is to be told in one line.
 */
const apiUrl = process.env['API_URL'];
if (!apiUrl) throw new Error('The payment shops need API_URL');
if (process.env['NODE_ENV'] === 'production')
  throw new Error('Fake payment shops have no place in production');

const shops = await startPaymentShops({
  apiUrl,
  seller: process.env['SELLER'] ?? 'rocket-sales',
  robokassaPort: Number(process.env['ROBOKASSA_PORT'] ?? 0),
  yookassaPort: Number(process.env['YOOKASSA_PORT'] ?? 0),
});
process.stdout.write(`PAYMENT_SHOPS=${shops.settings}\n`);

const stop = (): void => void shops.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
