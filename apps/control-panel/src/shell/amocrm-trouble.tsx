import { routes } from '@rocket/contracts';
import { Alert } from '@rocket/ui';
import { amocrmTroubleWords } from '../text/amocrm-trouble-words';

/** Why coming back from amoCRM did not let somebody in, and what to do; nothing for a word we did not write. */
export function AmocrmTrouble({ why }: { why: string }) {
  const { connect, reasons } = amocrmTroubleWords();
  const reason = Object.hasOwn(reasons, why) ? reasons[why as keyof typeof reasons] : null;
  if (!reason) return null;
  return (
    <Alert tone={why === 'denied' ? 'neutral' : 'warning'} title={reason.title}>
      <p>{reason.text}</p>
      {why === 'not_installed' && (
        <a
          class="button button-secondary button-small"
          href={`/api/v1${routes.oauthStart.path}`}
          target="_top"
        >
          {connect}
        </a>
      )}
    </Alert>
  );
}
