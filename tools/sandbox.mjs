// @ts-check
// Helps a newcomer play with a running sandbox: writes a bank statement for an invoice, moves the clock.
//   npm run sandbox -- statement 1 6000.00 7700000023    → .data/statement-1.txt, to be uploaded by the account manager
//   npm run sandbox -- clock +15d                         → everything that would have happened happens, in order
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';

const api = `http://127.0.0.1:${process.env.PORT ?? 3000}/api/v1`;
const [command, ...words] = process.argv.slice(2);

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function call(path, init) {
  const response = await fetch(`${api}${path}`, {
    ...init,
    headers: { 'content-type': 'application/json' },
  }).catch(() => {
    throw new Error(`Nothing answers at ${api}: run npm start first.`);
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** A 1C ClientBankExchange file, windows-1251, of one payment to the first seller's account. */
async function statement(number = '1', amount = '6000.00', inn = '7700000023') {
  const { now } = await call('/sandbox/clock');
  const [{ code }] = (await call('/sellers')).items;
  const { requisites: seller } = await call(`/sellers/${code}`);
  const day = now.slice(0, 10).split('-').reverse().join('.');
  const lines = [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    `РасчСчет=${seller.settlementAccount}`,
    'СекцияДокумент=Платежное поручение',
    `Номер=${Date.now() % 1_000_000}`,
    `Дата=${day}`,
    `Сумма=${amount}`,
    'ПлательщикСчет=40702810500000000002',
    'Плательщик=ООО "Ромашка"',
    `ПлательщикИНН=${inn}`,
    `ПолучательСчет=${seller.settlementAccount}`,
    `ДатаПоступило=${day}`,
    `Получатель=${seller.shortName ?? seller.legalName}`,
    `ПолучательИНН=${seller.inn}`,
    `НазначениеПлатежа=Оплата по счету № ${number} от ${day}`,
    'КонецДокумента',
    'КонецФайла',
    '',
  ];
  const folder = process.env.DATA_DIR ?? '.data';
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `statement-${number}.txt`);
  writeFileSync(file, iconv.encode(lines.join('\r\n'), 'win1251'));
  console.log(`${file}: ${amount} for invoice № ${number}. Upload it as the account manager: Поступления.`);
}

async function clock(shift = '+1d') {
  const days = /^\+(\d{1,4})d$/.exec(shift)?.[1];
  if (!days) throw new Error('Say how far, in days: clock +15d');
  const { now } = await call('/sandbox/clock');
  const target = new Date(new Date(now).getTime() + Number(days) * 86_400_000).toISOString();
  const moved = await call('/sandbox/clock', { method: 'PUT', body: JSON.stringify({ now: target }) });
  console.log(`It is ${moved.now} in the sandbox; everything on the way has happened.`);
}

const commands = { statement, clock };
const chosen = Object.hasOwn(commands, command ?? '') ? commands[/** @type {'clock'} */ (command)] : null;
if (!chosen) {
  console.error('Usage: npm run sandbox -- statement [invoice number] [amount] [payer INN] | clock +15d');
  process.exit(2);
}
chosen(...words).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
