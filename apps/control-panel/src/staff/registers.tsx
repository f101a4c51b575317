import {
  registerKinds,
  routes,
  type Page as PageOf,
  type RegisterDto,
  type SellerDto,
} from '@rocket/contracts';
import { EmptyState, Table, writeDate, writeMoney } from '@rocket/ui';
import { localDate, moneyText, parseMinor, type LocalDate } from '@rocket/kernel';
import { useLocation } from 'preact-iso';
import { chosen, Filter } from '../account/filter';
import { Downloads, PeriodChoice, usePeriod } from '../account/period-choice';
import { call } from '../api';
import { useLoaded } from '../load';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { ruRegisters } from '../text/ru-registers';
import { pageWords, words } from '../text/words';
import { AccountantFiles } from './accountant-files';
import { browserToday } from './browser-today';
import { RefundOrders } from './refund-orders';
import type { StaffScreen } from './staff-screens';

const firstOfMonth = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 8)}01`);

/** Characters that a narrow column would stack up. */
const LONG = 24;

/** More rows are for a spreadsheet, not for a screen. */
const SHOWN = 200;

/** Registers for the seller's accountant: receipts, documents, the sales book, advances. Seen here, taken away as files. */
export default function Registers({ me }: StaffScreen) {
  const t = words.value;
  const s = pageWords('registers', ruRegisters);
  const kind = chosen(useLocation().query['kind'], registerKinds) ?? 'receipts';
  const asked = usePeriod();
  const today = browserToday();
  const period = { from: asked.from ?? firstOfMonth(today), to: asked.to ?? today };
  const isOrdered = period.from <= period.to;
  const sellers = useLoaded<PageOf<SellerDto>>('sellers', () => call(routes.sellers));
  const known = sellers.value?.items ?? [];
  const seller = chosen(
    useLocation().query['seller'],
    known.map(({ code }) => code),
  );
  const register = useLoaded<RegisterDto>(
    isOrdered ? `registers/${kind}/${period.from}/${period.to}/${seller ?? ''}` : null,
    () => call(routes.register, { params: { kind }, query: { ...period, ...(seller ? { seller } : {}) } }),
  );
  return (
    <Page title={t.nav.registers} lead={s.lead}>
      <Filter
        name="kind"
        label={s.kind}
        all={s.kinds.receipts}
        choices={(['documents', 'sales-book', 'advances'] as const).map(
          (one) => [one, s.kinds[one]] as const,
        )}
      />
      {known.length > 1 && (
        <Filter
          name="seller"
          label={s.seller}
          all={s.allSellers}
          choices={known.map(({ code, name }) => [code, name] as const)}
        />
      )}
      <PeriodChoice label={s.period} usual={period}>
        <Downloads
          path={`/registers/${kind}`}
          period={period}
          formats={['xlsx', 'csv']}
          {...(seller ? { query: { seller } } : {})}
          label={(format) => s.download(s.kinds[kind], format)}
        />
      </PeriodChoice>
      {isOrdered && (
        <Panel title={`${s.kinds[kind]}, ${writeDate(period.from)} – ${writeDate(period.to)}`}>
          <Ready of={register} lines={8}>
            {(value) =>
              value.rows.length === 0 ? (
                <EmptyState title={s.empty} text={s.emptyText} />
              ) : (
                <RegisterTable register={value} />
              )
            }
          </Ready>
        </Panel>
      )}
      {isOrdered && <AccountantFiles {...period} seller={seller} />}
      {(me.role === 'accountant' || me.role === 'administrator') && <RefundOrders seller={seller} />}
    </Page>
  );
}

interface RegisterLine {
  readonly key: string;
  readonly cells: RegisterDto['rows'][number];
  readonly isTotal: boolean;
}

function RegisterTable({ register }: { register: RegisterDto }) {
  const s = pageWords('registers', ruRegisters);
  const { columns, rows, totals } = register;
  const shown = rows.slice(0, SHOWN);
  const lines: RegisterLine[] = [
    ...shown.map((cells, index) => ({ key: String(index), cells, isTotal: false })),
    ...totals.map((cells, index) => ({ key: `total-${index}`, cells, isTotal: true })),
  ];
  return (
    <>
      <Table
        roomy
        wide
        caption={s.kinds[register.kind]}
        rows={lines}
        rowKey={(line) => line.key}
        columns={columns.map((column, index) => ({
          key: String(index),
          title: column.title,
          ...(column.kind === 'money' ? { align: 'end' as const } : {}),
          ...(index === 0 ? { lead: true } : {}),
          cell: (line: RegisterLine) => {
            const text = cellText(line.cells[index] ?? null, column.kind);
            if (line.isTotal) return <strong>{text}</strong>;
            return text.length > LONG ? <span class="register-long">{text}</span> : text;
          },
        }))}
      />
      {rows.length > SHOWN && <p class="register-rest muted">{s.rest(SHOWN, rows.length)}</p>}
    </>
  );
}

/** The currency has a column of its own: a sum is written without its sign. */
function cellText(value: string | number | null, kind: RegisterDto['columns'][number]['kind']): string {
  if (value === null) return '';
  if (kind === 'date') return writeDate(localDate(String(value)));
  if (kind !== 'money') return String(value);
  return writeMoney('ru', moneyText(parseMinor(String(value)), 'RUB')).replace(/\s*₽$/, '');
}
