import './developers.css';
import type { ComponentType } from 'preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { useProducts } from '../../account/reads';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Page } from '../../shell/page';
import { developerWords } from '../../text/developer-words';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { DeveloperTabs } from './developer-tabs';
import { Keys } from './keys';

/** Keys, calls to try and the documentation of the API for the program of one product. */
export default function Developers({ params }: { params?: Readonly<Record<string, string>> }) {
  const code = params?.['code'] ?? '';
  const tab = params?.['tab'] === 'console' || params?.['tab'] === 'docs' ? params['tab'] : 'keys';
  const product = useProducts().value?.find((one) => one.code === code);
  return (
    <Page title={webhookWords().developers.openOf(product?.name ?? code)} lead={developerWords().lead}>
      <a class="back" href="/catalogue">
        ← {words.value.nav.catalogue}
      </a>
      <DeveloperTabs code={code} current={tab} />
      <Tab key={code} code={code} tab={tab} />
    </Page>
  );
}

/** Few open both, and neither is small: each comes when it is opened. */
const PARTS = {
  console: () => import('./console').then(({ Console: Part }) => ({ Part })),
  docs: () => import('./docs').then(({ Docs: Part }) => ({ Part })),
} as const;

function Tab({ code, tab }: { code: string; tab: 'keys' | keyof typeof PARTS }) {
  const { route } = useLocation();
  // In memory alone, for as long as these tabs are open: a key that is kept is a key that leaks.
  const [secret, keep] = useState('');
  const part = useLoaded<{ Part: ComponentType<{ code: string; secret: string; keep: typeof keep }> }>(
    tab === 'keys' ? null : `developers-part/${tab}`,
    () => PARTS[tab === 'docs' ? 'docs' : 'console'](),
  );
  if (tab !== 'keys')
    return (
      <Ready of={part} lines={8}>
        {({ Part }) => <Part code={code} secret={secret} keep={keep} />}
      </Ready>
    );
  return (
    <Keys
      code={code}
      tryOut={(made) => {
        keep(made);
        route(`/catalogue/${code}/developers/console`);
      }}
    />
  );
}
