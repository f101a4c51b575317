import { actResults, routes, type ActResult, type AuditEventDto } from '@rocket/contracts';
import { Chip, EmptyState, InstantText, SelectField, Table, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { chosen, Filter } from '../../account/filter';
import { Downloads, PeriodChoice, usePeriod } from '../../account/period-choice';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { actName, actWords, knownActs, toldWords } from '../../text/act-words';
import { fieldWords } from '../../text/field-words';
import { words } from '../../text/words';

const TONES: Readonly<Record<ActResult, Tone>> = {
  done: 'good',
  asked: 'warning',
  refused: 'danger',
  failed: 'danger',
};
const FILTERS = ['actor', 'account', 'action'] as const;

/** Everything people did, refused attempts too; for administrators (rule 31). */
export default function Audit() {
  const a = actWords();
  const { query } = useLocation();
  const period = usePeriod();
  const result = chosen(query['result'], actResults);
  const asked: Record<string, string> = { ...(result ? { result } : {}) };
  for (const name of FILTERS) if (query[name]) asked[name] = query[name];
  const key = new URLSearchParams({ ...asked, from: period.from ?? '', to: period.to ?? '' }).toString();
  const events = useList<AuditEventDto>(`audit/${key}`, (cursor) =>
    call(routes.audit, { query: { ...asked, ...period, limit: 50, cursor } as never }),
  );
  return (
    <Page title={a.audit} lead={a.lead}>
      <Filter
        name="result"
        label={a.resultFilter}
        all={words.value.common.all}
        choices={actResults.map((one) => [one, a.results[one]] as const)}
      />
      <PeriodChoice label={a.period}>
        <Downloads
          path="/audit"
          period={period}
          formats={['csv']}
          label={a.file}
          query={{ ...asked, lang: words.value.language }}
        />
      </PeriodChoice>
      <Narrowed events={events.value} />
      <Panel>
        <Ready of={events} lines={8}>
          {(items) =>
            items.length === 0 ? (
              key === 'from=&to=' ? (
                <EmptyState title={a.auditEmpty} />
              ) : (
                <EmptyState title={a.emptyFilter} text={a.emptyFilterText} />
              )
            ) : (
              <>
                <Events items={items} />
                <More of={events} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}

/** The address with one filter more or less. */
function useNarrow(): (name: (typeof FILTERS)[number], value: string) => string {
  const { path, query } = useLocation();
  return (name, value) => {
    const search = new URLSearchParams(query);
    if (value) search.set(name, value);
    else search.delete(name);
    return search.size > 0 ? `${path}?${search}` : path;
  };
}

/** Which act, and whose and of which account when somebody clicked on one. */
function Narrowed({ events }: { events: readonly AuditEventDto[] | undefined }) {
  const a = actWords();
  const { query, route } = useLocation();
  const narrow = useNarrow();
  const [first] = events ?? [];
  return (
    <div class="audit-narrow">
      <SelectField
        name="action"
        label={a.action}
        value={query['action'] ?? ''}
        choices={[['', a.anyAction] as const, ...knownActs()].map(([value, text]) => ({ value, text }))}
        onChange={(value) => route(narrow('action', value), true)}
      />
      {query['actor'] && (
        <a class="button button-secondary" href={narrow('actor', '')}>
          {a.onlyPerson(first?.actorName ?? query['actor'].slice(-6))} ✕
        </a>
      )}
      {query['account'] && (
        <a class="button button-secondary" href={narrow('account', '')}>
          {first?.account?.name ?? a.onlyAccount} ✕
        </a>
      )}
    </div>
  );
}

function Events({ items }: { items: readonly AuditEventDto[] }) {
  const a = actWords();
  const narrow = useNarrow();
  const roleOf = (role: string): string => a.roles[role] ?? role;
  return (
    <Table
      caption={a.audit}
      rows={items}
      rowKey={(one) => one.id}
      roomy
      columns={[
        { key: 'at', title: a.when, cell: (one) => <InstantText at={one.at} /> },
        {
          key: 'who',
          title: a.who,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              {one.role === '' ? (
                <span>{a.nobody}</span>
              ) : (
                <a href={narrow('actor', one.actor)}>{one.actorName ?? one.actor.slice(-6)}</a>
              )}
              <small class="muted">{roleOf(one.role)}</small>
            </span>
          ),
        },
        {
          key: 'what',
          title: a.what,
          cell: (one) => (
            <span class="two-lines">
              <span>{actName(one.action)}</span>
              <small class="muted">{detailsOf(one)}</small>
            </span>
          ),
        },
        {
          key: 'account',
          title: a.account,
          cell: (one) =>
            one.account ? (
              <a href={`/accounts/${one.account.id}/timeline`}>{one.account.name}</a>
            ) : (
              <span class="muted">{a.noAccount}</span>
            ),
        },
        {
          key: 'result',
          title: a.result,
          cell: (one) => (
            <span class="two-lines">
              <Chip tone={TONES[one.result]}>{a.results[one.result]}</Chip>
              {one.code && <small class="muted">{one.code}</small>}
            </span>
          ),
        },
        {
          key: 'from',
          title: a.from,
          cell: (one) => (
            <span class="two-lines" title={one.device ?? undefined}>
              <span>{one.address ?? '—'}</span>
              <small class="muted">
                {[a.via[one.via], browserOf(one.device)].filter(Boolean).join(', ')}
              </small>
            </span>
          ),
        },
      ]}
    />
  );
}

/** Whose offer it is about, what was sent in words, and why; of what is not told, which fields were sent. */
function detailsOf({ told, seller, product, reason, fields }: AuditEventDto): string {
  const a = actWords();
  const values = toldWords(product === null ? told : { ...told, productCode: product });
  const unsaid = !reason && toldWords(told) === '' && fields.length > 0;
  return [
    seller !== null && a.seller(seller),
    values,
    reason && a.reason(reason),
    unsaid && a.fields(fieldWords(fields)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The name of the browser out of its long line; the line itself is under the pointer. */
function browserOf(device: string | null): string {
  const named = /(?:YaBrowser|Edg|OPR|Firefox|Chrome|Safari)(?=\/)/.exec(device ?? '')?.[0];
  return named ?? (device ?? '').split('/')[0]!.slice(0, 20);
}
