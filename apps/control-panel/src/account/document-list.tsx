import { documentKinds, type DocumentDto, type DocumentStatus } from '@rocket/contracts';
import { Chip, DateText, EmptyState, Money, Table, writeDate, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { More, Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { words } from '../text/words';
import { chosen, Filter } from './filter';
import { useDocuments } from './reads';

const TONES: Record<DocumentStatus, Tone> = {
  issued: 'info',
  sent: 'info',
  delivered: 'info',
  signed: 'good',
  accepted: 'good',
  disputed: 'danger',
  cancelled: 'neutral',
};

/** The documents of an account by kind, each with its status, how it came to it, and its files. */
export function DocumentList({ accountId }: { accountId: string }) {
  const t = words.value;
  const kind = chosen(useLocation().query['kind'], documentKinds);
  const documents = useDocuments(accountId, kind);
  return (
    <>
      <Filter
        name="kind"
        label={t.documents.kind}
        all={t.common.all}
        choices={documentKinds.map((one) => [one, t.documents.kinds[one]] as const)}
      />
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
                <DocumentTable documents={items} />
                <More of={documents} />
              </>
            )
          }
        </Ready>
      </Panel>
    </>
  );
}

function DocumentTable({ documents }: { documents: readonly DocumentDto[] }) {
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
                <Chip tone={TONES[one.status]}>{t.documents.status[one.status]}</Chip>
              </span>
              {one.statusHistory.length > 1 && (
                <details class="stages">
                  <summary>{writeDate(one.statusHistory.at(-1)?.on ?? one.issuedOn)}</summary>
                  <ol>
                    {one.statusHistory.map((stage) => (
                      <li key={stage.at + stage.status}>
                        {writeDate(stage.on)} — {t.documents.status[stage.status]}
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

function DocumentFiles({ document }: { document: DocumentDto }) {
  const t = words.value;
  const { pdf, xml } = document.files;
  if (!pdf && !xml) return <span class="muted">{t.documents.preparing}</span>;
  return (
    <span class="row row-end">
      {(
        [
          ['PDF', pdf],
          ['XML', xml],
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
