import type { ConnectionDto } from '@rocket/contracts';
import { Alert, type Tone, writeDate } from '@rocket/ui';
import { Copyable } from '../../shell/copy';
import { peopleWords } from '../../text/people-words';
import { useConnection } from './reads';

type Reader = 'customer' | 'staff';

/** What is wrong between us and amoCRM and what to do about it; nothing while all is well or nothing was installed yet. */
export function ConnectionWarning({ accountId, reader }: { accountId: string; reader: Reader }) {
  const connection = useConnection(accountId).value;
  const p = peopleWords();
  const wrong = connection && wrongWith(connection);
  if (!wrong) return null;
  const { what, tone, since } = wrong;
  const { title, customer, staff } = p.warnings[what];
  return (
    <Alert tone={tone} title={since ? `${title} ${p.since(writeDate(since.slice(0, 10)))}` : title}>
      <p>{reader === 'customer' ? customer : staff}</p>
      {mendedByConnecting(what) &&
        (reader === 'customer' ? (
          <a class="button button-secondary button-small" href={connection.connectUrl}>
            {p.connectAgain}
          </a>
        ) : (
          <Copyable text={connection.connectUrl} />
        ))}
    </Alert>
  );
}

type Wrong = 'needs_reauth' | 'removed' | 'technical' | NonNullable<ConnectionDto['trouble']>['kind'];

/** A removal says more than what amoCRM answered before it. */
function wrongWith({
  state,
  trouble,
  technical,
}: ConnectionDto): { what: Wrong; tone: Tone; since?: string } | null {
  if (state === 'removed') return { what: state, tone: 'danger' };
  if (state === 'needs_reauth') return { what: state, tone: 'warning' };
  if (technical) return { what: 'technical', tone: 'info' };
  if (state === 'none' || !trouble) return null;
  return { what: trouble.kind, tone: 'warning', since: trouble.since };
}

const mendedByConnecting = (what: Wrong): boolean => what === 'needs_reauth' || what === 'removed';
