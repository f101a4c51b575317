import { routes, timelineKinds, type HappeningDto, type TimelineKind } from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import { Chip, EmptyState, writeDate, writeInstant, writeMoney } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { actWords } from '../../text/act-words';
import { words } from '../../text/words';
import { happeningWords, placeOfHappening } from '../../account/happenings/happening-words';

const ZONE = 'Europe/Moscow';

const kindsIn = (text: string | undefined): TimelineKind[] =>
  timelineKinds.filter((kind) => (text ?? '').split(',').includes(kind));

/** «What happened?»: one list of everything, newest first. */
export function AccountTimeline({ accountId }: { accountId: string }) {
  const a = actWords();
  const { language } = words.value;
  const kinds = kindsIn(useLocation().query['kinds']);
  const asked = kinds.join(',');
  const happened = useList<HappeningDto>(`account/${accountId}/timeline/${asked}/${language}`, (cursor) =>
    call(routes.timeline, {
      params: { id: accountId },
      query: { limit: 50, cursor, lang: language, ...(asked ? { kinds: asked } : {}) } as never,
    }),
  );
  return (
    <>
      <KindFilter chosen={kinds} />
      <Panel>
        <Ready of={happened} lines={8}>
          {(items) =>
            items.length === 0 ? (
              asked ? (
                <EmptyState title={a.emptyFilter} text={a.emptyFilterText} />
              ) : (
                <EmptyState title={a.empty} />
              )
            ) : (
              <>
                {byDay(items).map(([day, those]) => (
                  <section key={day} class="timeline-day" aria-label={writeDate(day)}>
                    <h3>{writeDate(day)}</h3>
                    <ol>
                      {those.map((one) => (
                        <Happening key={one.id} accountId={accountId} of={one} />
                      ))}
                    </ol>
                  </section>
                ))}
                <More of={happened} />
              </>
            )
          }
        </Ready>
      </Panel>
    </>
  );
}

function byDay(items: readonly HappeningDto[]): [string, HappeningDto[]][] {
  const days = new Map<string, HappeningDto[]>();
  for (const item of items) {
    const day = dayOf(new Date(item.at), ZONE);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

/** Several kinds may be shown at once; which ones is in the address. */
function KindFilter({ chosen }: { chosen: readonly TimelineKind[] }) {
  const a = actWords();
  const { path, query } = useLocation();
  const hrefOf = (kinds: readonly string[]): string => {
    const search = new URLSearchParams(query);
    if (kinds.length > 0) search.set('kinds', kinds.join(','));
    else search.delete('kinds');
    return search.size > 0 ? `${path}?${search}` : path;
  };
  const toggled = (kind: TimelineKind): TimelineKind[] =>
    timelineKinds.filter((one) => (one === kind) !== chosen.includes(one));
  return (
    <nav class="filter" aria-label={a.filter}>
      <a href={hrefOf([])} aria-current={chosen.length === 0 ? 'true' : undefined}>
        {words.value.common.all}
      </a>
      {timelineKinds.map((kind) => (
        <a key={kind} href={hrefOf(toggled(kind))} aria-current={chosen.includes(kind) ? 'true' : undefined}>
          {a.kinds[kind]}
        </a>
      ))}
    </nav>
  );
}

function Happening({ accountId, of: one }: { accountId: string; of: HappeningDto }) {
  const a = actWords();
  const { language } = words.value;
  const place = placeOfHappening(accountId, one);
  const text = happeningWords(one);
  const result = one.facts['result'];
  return (
    <li class="timeline-row">
      <time class="muted" dateTime={one.at}>
        {one.dayOnly ? '' : writeInstant(language, one.at, ZONE).slice(-5)}
      </time>
      <span class="two-lines">
        <span>
          {place ? <a href={place}>{text}</a> : text}
          {(result === 'refused' || result === 'failed' || result === 'asked') && (
            <>
              {' '}
              <Chip tone={result === 'asked' ? 'warning' : 'danger'}>{a.results[result]}</Chip>
            </>
          )}
        </span>
        <small class="muted">
          {[
            a.kinds[one.kind],
            one.actorName ?? (one.actor ? one.actor : null),
            one.reason && a.reason(one.reason),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <Sum of={one} />
    </li>
  );
}

/** Signed where it changed the balance; money and bonus apart. */
function Sum({ of: { kind, facts } }: { of: HappeningDto }) {
  const { language } = words.value;
  const currency = facts['currency'] as 'RUB' | null | undefined;
  if (!currency) return null;
  const written = (name: 'money' | 'bonus'): string | null => {
    const amount = String(facts[name] ?? '0.00');
    return /[1-9]/.test(amount) ? writeMoney(language, { amount, currency }, kind === 'money') : null;
  };
  const bonus = written('bonus');
  return (
    <span class="timeline-sum">
      {written('money')}
      {bonus && (
        <small class="muted">
          {words.value.staff.accounts.bonus}: {bonus}
        </small>
      )}
    </span>
  );
}
