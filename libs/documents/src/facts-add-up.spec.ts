import { localDate } from '@rocket/kernel';
import { assertInvoiceAddsUp, type InvoiceFacts } from './invoice-facts';
import { sampleInvoice, sampleUpd } from './sample-documents';
import { assertUpdAddsUp, type UpdFacts } from './upd-facts';

describe('an invoice', () => {
  it('is drawn when its lines make its total', () => {
    expect(() => assertInvoiceAddsUp(sampleInvoice(7))).not.toThrow();
  });

  it.each<[string, Partial<InvoiceFacts>]>([
    ['its lines make 500000', { total: 500_001n }],
    ['no lines', { lines: [], total: 0n }],
    ['no number', { number: ' ' }],
    ['VAT without a rate', { vat: { rate: null, amount: 1n } }],
    ['not a part of its total', { vat: { rate: '22', amount: 500_001n } }],
    ['ends before it is issued', { dueOn: localDate('2026-11-20') }],
    ['longer than 210', { purpose: 'я'.repeat(211) }],
  ])('is refused: %s', (why, wrong) => {
    expect(() => assertInvoiceAddsUp({ ...sampleInvoice(), ...wrong })).toThrow(why);
  });
});

describe('a UPD', () => {
  const facts = sampleUpd(2);
  const withLine = (wrong: Partial<UpdFacts['lines'][number]>): UpdFacts => ({
    ...facts,
    lines: [{ ...facts.lines[0]!, ...wrong }, facts.lines[1]!],
  });

  it('is drawn when lines and totals add up', () => {
    expect(() => assertUpdAddsUp(facts)).not.toThrow();
  });

  it.each<[string, UpdFacts]>([
    ['line 1: net', withLine({ vat: facts.lines[0]!.vat + 1n })],
    ['has VAT without a rate', withLine({ vatRate: null })],
    ['longer than 2000', withLine({ name: 'я'.repeat(2001) })],
    ['net of its lines', { ...facts, totals: { ...facts.totals, net: facts.totals.net + 1n } }],
    ['vat of its lines', { ...facts, totals: { ...facts.totals, vat: facts.totals.vat - 1n } }],
    ['gross of its lines', { ...facts, totals: { ...facts.totals, gross: 0n } }],
    ['no lines', { ...facts, lines: [] }],
  ])('is refused: %s', (why, wrong) => {
    expect(() => assertUpdAddsUp(wrong)).toThrow(why);
  });
});
