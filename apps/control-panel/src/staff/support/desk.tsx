import { supportRequestStates } from '@rocket/contracts';
import { EmptyState } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { chosen, Filter } from '../../account/filter';
import { useSupportDesk } from '../../account/support/reads';
import { RequestList } from '../../account/support/request-list';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { supportWords } from '../../text/support-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';

/** Requests of all customers: those that wait first, by when an answer is due. */
export default function SupportDesk(_: StaffScreen) {
  const w = supportWords();
  const state = chosen(useLocation().query['state'], supportRequestStates);
  const requests = useSupportDesk(state);
  return (
    <Page title={w.desk} lead={w.deskLead}>
      <Filter
        name="state"
        label={w.columns.state}
        all={words.value.common.all}
        choices={supportRequestStates.map((one) => [one, w.deskFilter[one]] as const)}
      />
      <Panel>
        <Ready of={requests}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title={state ? w.nothing : w.deskEmpty}
                {...(state ? {} : { text: w.deskEmptyText })}
              />
            ) : (
              <>
                <RequestList
                  rows={rows}
                  hrefOf={({ id, account }) => `/support-requests/${account.id}/${id}`}
                  forStaff
                />
                <More of={requests} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}
