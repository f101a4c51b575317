import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

/** Debian's plain-text accounting tools, taken from PATH: they know nothing of us. */
it.each(['hledger', 'ledger'])(
  '%s reads the exported journal, and it balances to the kopeck',
  async (tool) => {
    await world.begin('2027-01-11T09:00:00+03:00');
    const romashka = await world.account('ООО «Ромашка»');
    await world.product('chats', { price: '1234.56' });
    await world.topUp(romashka, '100000.00');
    await romashka.connects('chats', { quantity: 3 });
    await world.moveTo('2027-04-01T09:00:00+03:00');
    const accountant = await world.staff('accountant');
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    try {
      const file = join(folder, `journal.${tool}`);
      writeFileSync(file, await accountant.downloads(`/ledger/export?format=${tool}`));
      const money = `liabilities:rocket-sales:customers:${romashka.id}:money`;
      const [balance] = /-?[\d.,]+(?= RUB)/.exec(
        execFileSync(tool, ['-f', file, 'balance', money]).toString(),
      )!;
      const [own] = (await romashka.balance()).split(' ');
      expect(balance.replace(',', '')).toBe(`-${own}`);
      expect(execFileSync(tool, ['-f', file, 'balance']).toString().trimEnd()).toMatch(/\n\s*0\s*$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it('a period that ends before it begins is refused, and no empty journal is taken for an answer', async () => {
  const accountant = await world.staff('accountant');
  const answer = await accountant.sends('GET', '/ledger/export?format=ledger&from=2027-02-01&to=2027-01-31');
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'to', message: 'Конец периода раньше начала' }] },
  });
});
