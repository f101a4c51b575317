import { Alert } from '@rocket/ui';
import { useProfile } from '../account/reads';
import { RequisitesForm } from '../account/requisites-form';
import { RequisitesView } from '../account/requisites-view';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { onDemand } from '../shell/on-demand';
import { Page, Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import { maySpend } from './may-spend';

const BroughtBy = onDemand(() => import('./partner/brought-by').then((file) => file.BroughtBy));

export default function Requisites({ me }: { me: CustomerMe }) {
  const t = words.value;
  const known = useProfile(me.account.id);
  return (
    <Page
      title={t.nav.requisites}
      lead={t.requisites.lead}
      actions={
        <a class="button button-secondary" href="/requisites/contract">
          {t.requisites.contract}
        </a>
      }
    >
      {!maySpend(me) && <Alert tone="neutral">{t.viewerOnly}</Alert>}
      <Panel padded>
        <Ready of={known} lines={8}>
          {(value) =>
            maySpend(me) ? (
              <RequisitesForm
                accountId={me.account.id}
                country={me.account.country}
                known={value}
                submitText={t.common.save}
                onSaved={() => toasts.say(t.requisites.saved)}
              />
            ) : (
              value && <RequisitesView value={value} country={me.account.country} />
            )
          }
        </Ready>
      </Panel>
      <BroughtBy me={me} />
    </Page>
  );
}
