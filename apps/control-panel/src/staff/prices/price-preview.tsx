import type { PriceChangePreviewDto } from '@rocket/contracts';
import { Alert, DateText, EmptyState, Money, Skeleton, Table, writeDate, writeMoney } from '@rocket/ui';
import { useRef } from 'preact/hooks';
import { perPeriod } from '../../account/period-words';
import { refusalText } from '../../form/refusal-text';
import { useList, type Loaded } from '../../load';
import { More } from '../../shell/loading';
import { Facts, Panel } from '../../shell/page';
import { priceWizardWords } from '../../text/price-wizard-words';
import { words } from '../../text/words';
import { LetterLook } from '../letter-look';
import { useStanding } from '../previews/use-preview';

interface Previewed {
  readonly of: Loaded<PriceChangePreviewDto>;
  readonly period: string;
  readonly more: (cursor: string) => Promise<PriceChangePreviewDto>;
}

/** Whom a new price concerns, when it may begin and what they will read, as the API answered it. */
export function PricePreview({ of, period, more }: Previewed) {
  const p = priceWizardWords();
  const shown = useStanding(of);
  if (shown) return <Shown of={shown} period={period} more={more} />;
  return (
    <Panel title={p.preview} padded>
      {of.error && !of.loading ? (
        <Alert tone="danger">{refusalText(words.value, of.error)}</Alert>
      ) : of.loading ? (
        <Skeleton lines={6} label={words.value.common.loading} />
      ) : (
        <EmptyState title={p.typePrice} />
      )}
    </Panel>
  );
}

function Shown({ of, period, more }: { of: PriceChangePreviewDto } & Pick<Previewed, 'period' | 'more'>) {
  const t = words.value;
  const p = priceWizardWords();
  const change = ({ before, after }: PriceChangePreviewDto['perMonth']) =>
    `${writeMoney(t.language, before)} → ${writeMoney(t.language, after)}`;
  return (
    <div class="stack">
      <Panel title={p.preview} padded>
        <div class="stack">
          {of.inTime === false ? (
            <Alert tone="danger" title={p.tooSoon}>
              <p>{p.earliest(writeDate(of.earliest))}</p>
            </Alert>
          ) : (
            <p>
              <strong>{p.earliest(writeDate(of.earliest))}</strong>
            </p>
          )}
          <p class="muted">
            {p.because(of.notice.days, writeDate(of.tellOn), of.notice.offerVersion)}{' '}
            {p.channels(of.notice.channels)}
          </p>
          <Facts
            items={[
              [p.accounts, String(of.accounts)],
              [perPeriod(t, period), change(of.perPeriod)],
              ...(period === 'P1M' ? [] : ([[p.perMonth, change(of.perMonth)]] as const)),
            ]}
          />
          {of.accounts === 0 && <p class="muted">{p.nobody}</p>}
        </div>
      </Panel>
      {of.sample && <Sample of={of.sample} />}
      {of.accounts > 0 && <Affected key={JSON.stringify(of.affected)} of={of} more={more} />}
    </div>
  );
}

/** The notice in each language, as the widget shows it and as it is written in a letter. */
function Sample({ of }: { of: NonNullable<PriceChangePreviewDto['sample']> }) {
  const p = priceWizardWords();
  return (
    <Panel title={p.sample(of.account)} padded>
      <div class="stack">
        {(['ru', 'en'] as const).map((language) => (
          <article key={language} class="stack" lang={language} aria-label={p.languages[language]}>
            <p>
              <strong>{of[language].title}</strong>
            </p>
            <p>{of[language].text}</p>
            <details class="disclosure">
              <summary>{p.letter(p.languages[language])}</summary>
              <LetterLook title={p.letter(p.languages[language])} html={of[language].letterHtml} />
            </details>
          </article>
        ))}
      </div>
    </Panel>
  );
}

function Affected({ of, more }: { of: PriceChangePreviewDto; more: Previewed['more'] }) {
  const p = priceWizardWords();
  // The first page came with the preview; the others are asked for one by one.
  const key = useRef(`price-affected/${of.productName}/${JSON.stringify(of.affected)}`);
  const affected = useList(key.current, async (cursor) =>
    cursor ? (await more(cursor)).affected : of.affected,
  );
  return (
    <Panel title={p.affected}>
      <Table
        caption={p.affected}
        rows={affected.value ?? of.affected.items}
        rowKey={({ account }) => account.id}
        columns={[
          {
            key: 'account',
            title: words.value.staff.accounts.account,
            lead: true,
            cell: ({ account }) => <a href={`/accounts/${account.id}`}>{account.name}</a>,
          },
          { key: 'quantity', title: p.quantity, align: 'end', cell: (one) => one.quantity },
          { key: 'before', title: p.before, align: 'end', cell: (one) => <Money value={one.before} /> },
          { key: 'after', title: p.after, align: 'end', cell: (one) => <Money value={one.after} /> },
          {
            key: 'on',
            title: p.changesOn,
            align: 'end',
            cell: (one) => (one.changesOn ? <DateText date={one.changesOn} /> : <span class="muted">—</span>),
          },
        ]}
      />
      <More of={affected} />
    </Panel>
  );
}
