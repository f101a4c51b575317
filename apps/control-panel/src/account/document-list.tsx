import { documentKinds, type DocumentDto, type DocumentStatus, type InvoiceDto } from '@rocket/contracts';
import { Chip, DateText, EmptyState, Money, Table, writeDate, type Tone } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { More, Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';
import { chosen, Filter } from './filter';
import { INVOICE_TONES } from './invoice-tones';
import { paperName } from './paper-name';
import { PickedBar, toggled } from './picked-documents';
import { Downloads, PeriodChoice, usePeriod } from './period-choice';
import { useMarked } from './marked';
import { useDocuments, useInvoices } from './reads';

const TONES: Record<DocumentStatus, Tone> = {
  issued: 'info',
  sent: 'info',
  delivered: 'info',
  signed: 'good',
  accepted: 'good',
  disputed: 'danger',
  cancelled: 'neutral',
  paid: 'good',
  expired: 'warning',
};

/** The documents of an account by kind, each with its status, how it came to it, its files, and what the reader may do. */
export function DocumentList({
  accountId,
  acts,
}: {
  accountId: string;
  acts?: (document: DocumentDto) => ComponentChildren;
}) {
  const t = words.value;
  const [picked, pick] = useState<ReadonlySet<string>>(new Set());
  const kind = chosen(useLocation().query['kind'], documentKinds);
  const period = usePeriod();
  const documents = useDocuments(accountId, kind, period);
  useMarked(documents, (one) => one.id);
  const invoices = useInvoices(accountId).value ?? [];
  return (
    <>
      <Filter
        name="kind"
        label={t.documents.kind}
        all={t.common.all}
        choices={documentKinds.map((one) => [one, t.documents.kinds[one]] as const)}
      />
      <PeriodChoice label={t.documents.choose}>
        <Downloads
          path={`/accounts/${accountId}/documents/archive`}
          period={period}
          formats={['zip']}
          label={() => t.documents.archive}
          query={kind ? { kind } : {}}
        />
      </PeriodChoice>
      <Panel>
        <Ready of={documents} lines={6}>
          {(items) =>
            items.length === 0 ? (
              kind || period.from || period.to ? (
                <EmptyState title={t.documents.emptyFilter} />
              ) : (
                <EmptyState title={t.documents.empty} text={t.documents.emptyText} />
              )
            ) : (
              <>
                <PickedBar accountId={accountId} all={items} picked={picked} onPick={pick} />
                <DocumentTable
                  documents={items}
                  invoices={invoices}
                  picked={picked}
                  onPick={pick}
                  {...(acts ? { acts } : {})}
                />
                <More of={documents} />
              </>
            )
          }
        </Ready>
      </Panel>
    </>
  );
}

function DocumentTable({
  documents,
  invoices,
  picked,
  onPick,
  acts,
}: {
  documents: readonly DocumentDto[];
  invoices: readonly InvoiceDto[];
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  acts?: (document: DocumentDto) => ComponentChildren;
}) {
  const t = words.value;
  return (
    <Table
      caption={t.documents.title}
      rows={documents}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'kind',
          title: t.documents.kind,
          lead: true,
          cell: (one) => (
            <label class="pick">
              <input
                type="checkbox"
                checked={picked.has(one.id)}
                aria-label={papersWords().pick(paperName(one))}
                onChange={() => onPick(toggled(picked, one.id))}
              />
              {`${t.documents.kinds[one.kind]} №\u00a0${one.number}`}
            </label>
          ),
        },
        { key: 'date', title: t.common.date, cell: (one) => <DateText date={one.issuedOn} /> },
        {
          key: 'status',
          title: t.common.state,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <StatusChip document={one} invoice={invoices.find(({ id }) => id === one.id)} />
              </span>
              <Duties document={one} />
              {one.statusHistory.length > 1 && (
                <details class="stages">
                  <summary>{writeDate(one.statusHistory.at(-1)?.on ?? one.issuedOn)}</summary>
                  <ol>
                    {one.statusHistory.map((stage) => (
                      <li key={stage.at + stage.status}>
                        {writeDate(stage.on)} — {t.documents.status[stage.status]}
                        {stage.note && `: ${stage.note}`}
                      </li>
                    ))}
                  </ol>
                </details>
              )}
            </span>
          ),
        },
        { key: 'amount', title: t.common.amount, align: 'end', cell: (one) => <Money value={one.amount} /> },
        {
          key: 'files',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) => (
            <span class="row row-end">
              <DocumentFiles document={one} />
              {acts?.(one)}
            </span>
          ),
        },
      ]}
    />
  );
}

/** What is asked of each side now, in a sentence each. */
function Duties({ document }: { document: DocumentDto }) {
  const t = words.value.documents.due;
  return (
    <>
      {document.due.map(({ what, on, overdue }) => (
        <small key={what} class="muted">
          {t[what](on ? writeDate(on) : '', overdue)}
        </small>
      ))}
    </>
  );
}

/** An invoice is a document under the same id; once money or time has decided it, that says more than how it was sent. */
function StatusChip({ document, invoice }: { document: DocumentDto; invoice: InvoiceDto | undefined }) {
  const t = words.value;
  if (invoice && invoice.state !== 'issued')
    return <Chip tone={INVOICE_TONES[invoice.state]}>{t.topUp.invoiceState[invoice.state]}</Chip>;
  return <Chip tone={TONES[document.status]}>{t.documents.status[document.status]}</Chip>;
}

function DocumentFiles({ document }: { document: DocumentDto }) {
  const t = words.value;
  const { pdf, xml, xlsx, signed } = document.files;
  if (!pdf && !xml) return <span class="muted">{t.documents.preparing}</span>;
  return (
    <>
      {(
        [
          ['PDF', pdf],
          ['XML', xml],
          ['XLSX', xlsx],
          [t.documents.signedCopy, signed],
        ] as const
      ).map(
        ([format, url]) =>
          url && (
            <a
              key={format}
              class="button button-secondary button-small"
              href={url}
              download
              aria-label={t.documents.download(t.documents.kinds[document.kind], document.number, format)}
            >
              {format}
            </a>
          ),
      )}
    </>
  );
}
