import { documentKinds, type DocumentDto, type DocumentStatus, type InvoiceDto } from '@rocket/contracts';
import { Chip, DateText, EmptyState, Money, Table, writeDate, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { More, Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { words } from '../text/words';
import { chosen, Filter } from './filter';
import { INVOICE_TONES } from './invoice-tones';
import { Downloads, PeriodChoice, usePeriod } from './period-choice';
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

/** The documents of an account by kind, each with its status, how it came to it, and its files. */
export function DocumentList({ accountId }: { accountId: string }) {
  const t = words.value;
  const kind = chosen(useLocation().query['kind'], documentKinds);
  const documents = useDocuments(accountId, kind);
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
          period={usePeriod()}
          formats={['zip']}
          label={() => t.documents.archive}
          query={kind ? { kind } : {}}
        />
      </PeriodChoice>
      <Panel>
        <Ready of={documents} lines={6}>
          {(items) =>
            items.length === 0 ? (
              kind ? (
                <EmptyState title={t.documents.emptyFilter} />
              ) : (
                <EmptyState title={t.documents.empty} text={t.documents.emptyText} />
              )
            ) : (
              <>
                <DocumentTable documents={items} invoices={invoices} />
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
}: {
  documents: readonly DocumentDto[];
  invoices: readonly InvoiceDto[];
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
          cell: (one) => `${t.documents.kinds[one.kind]} № ${one.number}`,
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
          cell: (one) => <DocumentFiles document={one} />,
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
      {document.due.map(({ what, on }) => (
        <small key={what} class="muted">
          {t[what](on ? writeDate(on) : '')}
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
  const { pdf, xml, xlsx } = document.files;
  if (!pdf && !xml) return <span class="muted">{t.documents.preparing}</span>;
  return (
    <span class="row row-end">
      {(
        [
          ['PDF', pdf],
          ['XML', xml],
          ['XLSX', xlsx],
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
    </span>
  );
}
