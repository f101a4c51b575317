import { renderInvoice, renderUpd, renderUpdXml, type UpdFacts } from '@rocket/documents';
import { CUSTOMER, ENVELOPE, sampleInvoice, sampleUpd } from '../../libs/documents/src/sample-documents';
import type { Measure } from './measure';

/** Customers of their own: what is remembered of one paper does not flatter the next more than it would at work. */
const CUSTOMERS = Array.from({ length: 500 }, (_, index) => ({
  ...CUSTOMER,
  name: `Общество с ограниченной ответственностью «Ветер ${index}-й»`,
  shortName: `ООО «Ветер ${index}-й»`,
  address: `125009, г. Москва, ул. Тверская, д. ${index + 1}, помещ. ${index % 90}/4`,
}));
const updsOf = (lines: number): UpdFacts[] =>
  CUSTOMERS.map((customer, index) => ({ ...sampleUpd(lines), number: `${index + 1}`, customer }));

const inTurn = <Facts>(papers: readonly Facts[], draw: (facts: Facts) => unknown): (() => unknown) => {
  let next = 0;
  return () => draw(papers[next++ % papers.length]!);
};

const upds = updsOf(3);
const invoices = CUSTOMERS.map((customer) => ({ ...sampleInvoice(), customer }));

export const measures: readonly Measure[] = [
  { name: 'UPD of 3 lines as PDF', unit: 'documents', goal: 50, run: inTurn(upds, renderUpd) },
  { name: 'UPD of 200 lines as PDF', unit: 'documents', run: inTurn(updsOf(200).slice(0, 20), renderUpd) },
  {
    name: 'UPD of 3 lines as XML',
    unit: 'documents',
    run: inTurn(upds, (facts) => renderUpdXml(facts, ENVELOPE)),
  },
  { name: 'Invoice as PDF', unit: 'documents', run: inTurn(invoices, renderInvoice) },
];
