import type { NoticeKind } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { composeDocumentMail, composeMail } from './compose-mail';

const ACCOUNT = { name: 'ООО «Ромашка»', subdomain: 'romashka', panelUrl: 'https://panel.example' };
const rub = (amount: string) => ({ amount, currency: 'RUB' });
const notice = (kind: NoticeKind, facts: Record<string, unknown> = {}) => ({ kind, facts });

const NEW_PRICE = notice('price_change', {
  productName: 'Чаты',
  effectiveOn: '2027-07-15',
  oldCost: rub('2070.00'),
  newCost: rub('2370.00'),
  period: 'P1M',
});
const STOPPED = notice('suspended', {
  productName: 'Чаты',
  required: rub('690.00'),
  available: rub('90.00'),
});
const UPD = notice('document_issued', { number: '7', amount: rub('5000.00'), documentId: 'upd-7' });

/** The words on the button and where it leads. */
const button = (html: string): [string, string] => {
  const [, url, label] = /<a href="([^"]+)" style="display:inline-block[^"]*">([^<]+)<\/a>/.exec(html)!;
  return [label!, url!];
};

describe('a letter', () => {
  it('of a new price names the old one, the new one and the day', () => {
    expect(composeMail([NEW_PRICE], ACCOUNT, 'ru').text).toContain(
      'С 15.07.2027: 2\u00a0370,00\u00a0₽ в месяц вместо 2\u00a0070,00\u00a0₽.',
    );
    expect(composeMail([NEW_PRICE], ACCOUNT, 'en').text).toContain(
      'From 15 July 2027: ₽2,370.00 a month instead of ₽2,070.00,',
    );
  });

  it('about one thing leads to where it is acted upon, in the text as on the button', () => {
    const { html, text } = composeMail([STOPPED], ACCOUNT, 'ru');
    expect(button(html)).toEqual(['Пополнить баланс', 'https://panel.example/top-up']);
    expect(text).toContain('Пополнить баланс: https://panel.example/top-up\n');
    expect(text).toContain('продукт включится сам');
    const news = composeMail([notice('news', { link: 'https://news.example/a?b=1&c=2' })], ACCOUNT, 'en');
    expect(button(news.html)).toEqual(['Read more', 'https://news.example/a?b=1&amp;c=2']);
  });

  it('about several leads to the panel, and says that papers are enclosed', () => {
    const { html, text, documents, subject } = composeMail([STOPPED, UPD], ACCOUNT, 'ru');
    expect(subject).toBe('«Чаты» приостановлен и ещё 1: Rocket');
    expect(button(html)).toEqual(['Открыть личный кабинет', 'https://panel.example']);
    expect(text).toContain('Документ — во вложении.');
    expect(documents).toEqual(['upd-7']);
    expect(composeMail([STOPPED], ACCOUNT, 'ru').html).not.toContain('во вложении');
  });
});

describe('what somebody has called a thing', () => {
  const name = 'Чат\r\nBcc: everybody@example.org\u0085\u0000<b onclick="x()">';
  const told = composeMail([notice('suspended', { productName: name })], { ...ACCOUNT, name }, 'ru');

  it('is one line in the head of a letter: no header of a stranger begins there', () => {
    expect(told.subject).toContain('Bcc: everybody@example.org');
    const paper = { id: 'd', kind: 'upd', number: name, issuedOn: localDate('2027-03-01') } as const;
    for (const { subject } of [told, composeDocumentMail(paper, ACCOUNT, 'ru')])
      expect(subject).not.toMatch(/[\r\n\u0000]/);
  });

  it('is no markup in its body', () => {
    expect(told.html).toContain('&lt;b onclick=&quot;x()&quot;&gt;');
    expect(told.html).not.toContain('<b onclick');
  });
});
