import { Conversation } from '../../account/support/conversation';
import { useSupportRequest } from '../../account/support/reads';
import { StateChip } from '../../account/support/request-list';
import { WriteForm } from '../../account/support/write-form';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { Page } from '../../shell/page';
import { supportWords } from '../../text/support-words';

/** One request of the account: what was said, and the next word. */
export default function Request({ me, params }: { me: CustomerMe; params?: { id?: string } }) {
  const w = supportWords();
  const request = useSupportRequest(me.account.id, params?.id ?? '');
  const one = request.value;
  return (
    <Page
      title={one ? one.subject || w.erasedSubject : w.title}
      lead={
        one && (
          <span class="with-chip">
            <StateChip state={one.state} forStaff={false} />
            <span>
              {w.number(one.number)}
              {one.product && ` · ${one.product.name}`}
            </span>
          </span>
        )
      }
    >
      <a class="back" href="/support">
        ← {w.title}
      </a>
      <Ready of={request}>
        {(value) => (
          <Conversation of={value} forStaff={false}>
            <WriteForm key={value.id} of={value} writerId={me.id} forStaff={false} />
          </Conversation>
        )}
      </Ready>
    </Page>
  );
}
