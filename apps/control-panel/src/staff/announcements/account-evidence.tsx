import { Downloads } from '../../account/period-choice';
import { announcementWords } from '../../text/announcement-words';

/** What one account was told, to be printed; and a way to tell it something. */
export default function AccountEvidence({ accountId }: { accountId: string }) {
  const a = announcementWords();
  return (
    <div class="row">
      <span class="muted">{a.accountEvidence}</span>
      <Downloads
        path={`/accounts/${accountId}/notices/evidence`}
        period={{ from: undefined, to: undefined }}
        formats={['pdf', 'csv']}
        label={(format) => `${a.accountEvidence}, ${format}`}
      />
      <a class="button button-secondary" href={`/announcements?account=${accountId}`}>
        {a.compose}
      </a>
    </div>
  );
}
