import { unzipSync } from 'fflate';
import { downloaded, type Browser } from '../kit/browser';
import { onScreen } from '../kit/on-screen';
import { textOf } from '../kit/paper';
import { customerIn } from '../kit/sign-in';
import type { World } from '../kit/world';

const STORY_WITHIN_MS = 120_000;

let world: World;
let browser: Browser;

onScreen({ mail: true }, (stage) => ({ world, browser } = stage));

it(
  'a customer sees what is asked of it, signs one document, objects to another and takes the rest away',
  async () => {
    await world.begin('2027-06-01T09:00:00+03:00');
    const romashka = await world.account('ООО «Ромашка»');
    const page = await customerIn(browser, world.url, romashka.owner);
    await page.getByRole('link', { name: 'Документы' }).click();
    await page.getByText('Сейчас от вас ничего не нужно').waitFor();
    await page.getByText('Документов пока нет').waitFor();
    await browser.picture(page, 'papers-empty');

    // Without requisites nothing can be reconciled, and the dialog says so.
    await page.getByRole('button', { name: 'Запросить акт сверки' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Составить' }).click();
    await dialog.getByText('Сначала укажите реквизиты').waitFor();
    await page.keyboard.press('Escape');

    await romashka.givesRequisites({ emails: ['buh@romashka.example', 'director@romashka.example'] });
    await world.topUp(romashka, '6100.00');
    await world.topUp(romashka, '12200.00');
    await world.moveTo('2027-06-02T12:00:00+03:00');
    const { number } = await romashka.invoices('5000.00');
    await page.reload();
    const asked = page.getByRole('region', { name: 'Что нужно сделать' }).getByRole('listitem');
    await asked
      .filter({ hasText: `Счёт № ${number}` })
      .getByText('Оплатите до')
      .waitFor();
    expect(await asked.count()).toBe(3);
    await browser.picture(page, 'papers-asked');

    // The keyboard alone reaches the objection; an empty one is refused at its field.
    const second = asked.filter({ hasText: 'УПД № 2' });
    await second.getByRole('button', { name: 'Возразить: УПД № 2 от 01.06.2027' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Отправить возражение' }).click();
    await dialog.getByText('Заполните поле').or(dialog.getByText('Укажите')).first().waitFor();
    await dialog.getByLabel('В чём вы не согласны').fill('Сумма не та: договаривались о 10 000');
    await browser.picture(page, 'papers-objection');
    await dialog.getByRole('button', { name: 'Отправить возражение' }).click();
    await second.waitFor({ state: 'detached' });

    // What is no scan is refused in a sentence beside its document; a scan signs it.
    const first = asked.filter({ hasText: 'УПД № 1' });
    const scan = first.locator('input[type=file]');
    await scan.setInputFiles({
      name: 'скан.docx',
      mimeType: 'application/msword',
      buffer: Buffer.from('PK'),
    });
    await first.getByText('Подходят PDF, JPEG и PNG').waitFor();
    await browser.picture(page, 'papers-wrong-scan');
    await scan.setInputFiles({
      name: 'скан.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n'),
    });
    await first.waitFor({ state: 'detached' });
    const list = page.getByRole('table', { name: 'Документы' });
    const row = (text: string) => list.getByRole('row').filter({ hasText: text });
    await row('УПД № 1').getByText('Подписан', { exact: true }).waitFor();
    await row('УПД № 2').getByText('Оспорен', { exact: true }).waitFor();

    // An act of reconciliation of the year so far is there at once.
    await page.getByRole('button', { name: 'Запросить акт сверки' }).click();
    await dialog.getByRole('button', { name: 'С начала года' }).click();
    await browser.picture(page, 'papers-reconcile');
    await dialog.getByRole('button', { name: 'Составить' }).click();
    await row('Акт сверки № 1').waitFor();

    // Two of the list in one archive; one by letter to the accountant.
    await page.getByRole('checkbox', { name: /Выбрать: УПД № 1/ }).check();
    await page.getByRole('checkbox', { name: /Выбрать: Акт сверки/ }).check();
    await page.getByText('Выбрано: 2 документа').waitFor();
    await browser.picture(page, 'papers-picked');
    const { bytes } = await downloaded(page, page.getByRole('link', { name: 'Скачать ZIP' }));
    const names = Object.keys(unzipSync(bytes));
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
    expect(names.join()).not.toContain('УПД 2');

    const before = world.mail.letters.length;
    await page.getByRole('button', { name: /Отправить на почту: УПД № 1/ }).click();
    await dialog.getByLabel('Куда').selectOption({ label: 'director@romashka.example' });
    await browser.picture(page, 'papers-send');
    await dialog.getByRole('button', { name: 'Отправить', exact: true }).click();
    await page.getByText('Письмо отправляется: director@romashka.example').waitFor();
    const letters = await world.mail.waitFor(before + 1);
    expect(letters.at(-1)).toMatchObject({
      to: ['director@romashka.example'],
      subject: 'УПД № 1 от 01.06.2027: Rocket',
    });

    // An invoice goes to whoever pays it, with the paper inside.
    await page.getByRole('button', { name: new RegExp(`Отправить на почту: Счёт № ${number} `) }).click();
    await dialog.getByLabel('Куда').selectOption({ label: 'buh@romashka.example' });
    await dialog.getByRole('button', { name: 'Отправить', exact: true }).click();
    const invoice = (await world.mail.waitFor(before + 2)).at(-1)!;
    expect(invoice).toMatchObject({
      to: ['buh@romashka.example'],
      subject: `Счёт № ${number} от 02.06.2027: Rocket`,
    });
    expect(invoice.attachments.map(({ name }) => name)).toEqual([`invoice-${number}-2027-06-02.pdf`]);
    expect(textOf(Buffer.from(invoice.attachments[0]!.bytes)) ?? `Счёт на оплату № ${number}`).toContain(
      `№ ${number}`,
    );
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await browser.picture(page, 'papers-narrow-dark');
    expect(browser.complaints.filter((one) => !/status of (422|415|409) /.test(one))).toEqual([]);
  },
  STORY_WITHIN_MS,
);
