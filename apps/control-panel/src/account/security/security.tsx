import type { MeDto } from '@rocket/contracts';
import { Page } from '../../shell/page';
import { securityWords } from '../../text/security-words';
import { FactorPanel } from './factor-panel';
import { PasswordPanel } from './password-panel';
import { SessionsPanel } from './sessions-panel';
import '../../styles/security.css';

/** How somebody signs in and where they are signed in; customers come by amoCRM and have no password of ours. */
export default function Security({ me }: { me: MeDto }) {
  const s = securityWords();
  return (
    <Page title={s.title} lead={s.lead}>
      {me.kind === 'staff' && <PasswordPanel />}
      {me.kind === 'staff' && <FactorPanel />}
      <SessionsPanel />
    </Page>
  );
}
