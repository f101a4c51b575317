import { EmptyState } from '@rocket/ui';
import { RequestList } from '../../account/support/request-list';
import { SupportPromise } from '../../account/support/support-promise';
import { useSupportRequests } from '../../account/support/reads';
import type { CustomerMe } from '../../session';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { supportWords } from '../../text/support-words';

/** What was asked of support, and what it answered. */
export default function Support({ me }: { me: CustomerMe }) {
  const w = supportWords();
  const requests = useSupportRequests(me.account.id);
  const write = (
    <a class="button button-primary" href="/support/new">
      {w.write}
    </a>
  );
  return (
    <Page
      title={w.title}
      lead={requests.page && <SupportPromise of={requests.page.support} />}
      actions={requests.value && requests.value.length > 0 && write}
    >
      <Panel>
        <Ready of={requests}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={w.none} text={w.noneText}>
                {write}
              </EmptyState>
            ) : (
              <>
                <RequestList rows={rows} hrefOf={({ id }) => `/support/${id}`} />
                <More of={requests} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}
