import { Injectable } from '@nestjs/common';
import type { RunProductDto } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { byCurrency, type ChargeTotals, type CurrencySum, type ProductSums } from './run-sum.rows';

interface SumRow {
  readonly product_code: string;
  readonly name: string;
  readonly currency: Currency;
  readonly expected_charged: number | null;
  readonly expected_amount: string | null;
  readonly charged: number;
  readonly amount: string;
}

/** What runs foresaw and charged for each product. */
@Injectable()
export class RunSumStore {
  /** Writes down what the rehearsal of a run foresaw. */
  async foresee(tx: EntityManager, runId: string, products: ProductSums): Promise<void> {
    const rows = [...products.values()];
    await tx.query(
      `insert into renewal_run_sum (run_id, product_code, currency, expected_charged, expected_amount)
       select $1, * from unnest($2::text[], $3::text[], $4::integer[], $5::bigint[])`,
      [runId, ...columns(rows)],
    );
  }

  /** Adds what a batch charged. The caller holds the row of the run, where all who work on it meet. */
  async add(tx: EntityManager, runId: string, products: ProductSums): Promise<void> {
    if (products.size === 0) return;
    await tx.query(
      `insert into renewal_run_sum as s (run_id, product_code, currency, charged, amount)
       select $1, * from unnest($2::text[], $3::text[], $4::integer[], $5::bigint[])
       on conflict (run_id, product_code) do update
         set charged = s.charged + excluded.charged, amount = s.amount + excluded.amount`,
      [runId, ...columns([...products.values()])],
    );
  }

  /** Sums of a run so far and what was foreseen, by currency. */
  async totals(
    tx: EntityManager,
    runId: string,
  ): Promise<{ readonly made: ChargeTotals['sums']; readonly foreseen: ChargeTotals['sums'] }> {
    const rows = await this.rows(tx, runId);
    return { made: byCurrency(rows.map(madeOf)), foreseen: byCurrency(rows.flatMap(foreseenOf)) };
  }

  /** Forecast against fact, product by product: those with the largest share first. */
  async products(tx: EntityManager, runId: string): Promise<RunProductDto[]> {
    return (await this.rows(tx, runId)).map((row) => ({
      productCode: row.product_code,
      productName: row.name,
      charged: row.charged,
      amount: moneyText(BigInt(row.amount), row.currency),
      expected:
        row.expected_charged === null
          ? null
          : {
              charged: row.expected_charged,
              amount: moneyText(BigInt(row.expected_amount ?? 0), row.currency),
            },
    }));
  }

  /** What was only rehearsed: its products by name, the largest sum first. */
  async named(tx: EntityManager, products: ProductSums): Promise<RunProductDto[]> {
    const codes = [...products.keys()];
    const rows: { code: string; name: string }[] = await tx.query(
      'select code, name from product where code = any($1)',
      [codes],
    );
    const nameOf = new Map(rows.map(({ code, name }) => [code, name]));
    return [...products.values()]
      .sort((a, b) => (a.amount === b.amount ? 0 : a.amount < b.amount ? 1 : -1))
      .map(({ productCode, charged, amount, currency }) => ({
        productCode,
        productName: nameOf.get(productCode) ?? productCode,
        charged,
        amount: moneyText(amount, currency),
        expected: null,
      }));
  }

  private rows(tx: EntityManager, runId: string): Promise<SumRow[]> {
    return tx.query(
      `select s.*, p.name from renewal_run_sum s join product p on p.code = s.product_code where s.run_id = $1
        order by greatest(s.amount, coalesce(s.expected_amount, 0)) desc, s.product_code`,
      [runId],
    );
  }
}

const columns = (rows: readonly (CurrencySum & { readonly productCode: string })[]): unknown[] => [
  rows.map((row) => row.productCode),
  rows.map((row) => row.currency),
  rows.map((row) => row.charged),
  rows.map((row) => row.amount.toString()),
];

const madeOf = ({ currency, charged, amount }: SumRow): CurrencySum => ({
  currency,
  charged,
  amount: BigInt(amount),
});

const foreseenOf = ({
  currency,
  expected_charged: charged,
  expected_amount: amount,
}: SumRow): CurrencySum[] =>
  charged === null || amount === null ? [] : [{ currency, charged, amount: BigInt(amount) }];
