import type { MoneyDto, RunProductDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import { Money, Table } from '@rocket/ui';
import { runWords } from '../../text/run-words';

/** How much more than foreseen was charged; negative when less. */
export function overForecast({ amount, expected }: RunProductDto): MoneyDto {
  const foreseen = expected ? parseMinor(expected.amount.amount) : 0n;
  return { amount: printMinor(parseMinor(amount.amount) - foreseen), currency: amount.currency };
}

/** Forecast against fact by product. While a run goes on there is no difference to speak of yet. */
export function RunProducts({
  products,
  foreseen,
  over,
}: {
  products: readonly RunProductDto[];
  /** A rehearsal was held. */
  foreseen: boolean;
  over: boolean;
}) {
  const r = runWords();
  if (products.length === 0) return null;
  const sum = (value: MoneyDto, charged: number) => (
    <span class="two-lines">
      <Money value={value} />
      <small class="muted">{r.charges(charged)}</small>
    </span>
  );
  return (
    <Table
      caption={r.byProduct}
      rows={products}
      rowKey={(one) => one.productCode}
      columns={[
        { key: 'product', title: r.product, lead: true, cell: (one) => one.productName },
        ...(foreseen
          ? [
              {
                key: 'foreseen',
                title: r.foreseen,
                align: 'end' as const,
                cell: ({ expected }: RunProductDto) =>
                  expected ? (
                    sum(expected.amount, expected.charged)
                  ) : (
                    <span class="muted">{r.notForeseen}</span>
                  ),
              },
            ]
          : []),
        { key: 'made', title: r.made, align: 'end', cell: (one) => sum(one.amount, one.charged) },
        ...(foreseen && over
          ? [
              {
                key: 'difference',
                title: r.difference,
                align: 'end' as const,
                cell: (one: RunProductDto) =>
                  /[1-9]/.test(overForecast(one).amount) ? (
                    <Money value={overForecast(one)} signed />
                  ) : (
                    <span class="muted">{r.asForeseen}</span>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
