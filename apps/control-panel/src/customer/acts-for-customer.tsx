import { routes, type ActForCustomerDto } from '@rocket/contracts';
import { InstantText } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { call } from '../api';
import { useList } from '../load';
import { More, Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { actName, actWords, toldWords } from '../text/act-words';
import { words } from '../text/words';

/** What staff did in the account of a customer: both see it. */
export default function ActsForCustomer({
  accountId,
  empty,
}: {
  accountId: string;
  /** Stands here while there is nothing. */
  empty: ComponentChildren;
}) {
  const t = words.value;
  const a = actWords();
  const acts = useList<ActForCustomerDto>(`account/${accountId}/acts`, (cursor) =>
    call(routes.actsForCustomer, { params: { id: accountId }, query: { limit: 20, cursor } }),
  );
  if (!acts.value?.length)
    return (
      <Panel title={a.forCustomer}>
        <Ready of={acts}>{() => empty}</Ready>
      </Panel>
    );
  return (
    <Panel title={a.forCustomer}>
      <p class="muted panel-body">{a.forCustomerText}</p>
      <ol class="timeline-day">
        {acts.value.map((one) => (
          <li key={one.id} class="timeline-row">
            <span class="muted">
              <InstantText at={one.at} />
            </span>
            <span class="two-lines">
              <span>{actName(one.action)}</span>
              <small class="muted">
                {[
                  one.actorName,
                  t.signIn.roles[one.role as keyof typeof t.signIn.roles],
                  toldWords(one.told),
                  one.result === 'asked' && a.results.asked,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ol>
      <More of={acts} />
    </Panel>
  );
}
