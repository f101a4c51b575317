import { InstantText } from '@rocket/ui';
import { Conversation } from '../../account/support/conversation';
import { useSupportRequest } from '../../account/support/reads';
import { StateChip } from '../../account/support/request-list';
import { WriteForm } from '../../account/support/write-form';
import { Ready } from '../../shell/loading';
import { Facts, Page } from '../../shell/page';
import { supportWords } from '../../text/support-words';
import type { StaffScreen } from '../staff-screens';

/** One request as support answers it; whoever may not answer reads. */
export default function SupportRequest({ me, params }: StaffScreen & { params?: Record<string, string> }) {
  const w = supportWords();
  const request = useSupportRequest(params?.['account'] ?? '', params?.['id'] ?? '');
  const one = request.value;
  const mayAnswer = me.role === 'support' || me.role === 'administrator';
  return (
    <Page
      title={one ? one.subject || w.erasedSubject : w.desk}
      lead={
        one && (
          <span class="with-chip">
            <StateChip state={one.state} forStaff />
            <span>{w.number(one.number)}</span>
          </span>
        )
      }
    >
      <a class="back" href="/support-requests">
        ← {w.desk}
      </a>
      <Ready of={request}>
        {(value) => (
          <>
            <Facts
              items={[
                [
                  w.columns.account,
                  <a key="account" href={`/accounts/${value.account.id}`}>
                    {value.account.name}
                  </a>,
                ],
                [w.askedBy, value.askedBy],
                [w.askedAt, <InstantText key="asked" at={value.askedAt} />],
                ...(value.product ? ([[w.product, value.product.name]] as const) : []),
              ]}
            />
            <Conversation of={value} forStaff>
              {mayAnswer ? (
                <WriteForm key={value.id} of={value} writerId={me.id} forStaff />
              ) : (
                <p class="muted">{w.readsOnly}</p>
              )}
            </Conversation>
          </>
        )}
      </Ready>
    </Page>
  );
}
