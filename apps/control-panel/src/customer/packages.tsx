import { EmptyState } from '@rocket/ui';
import { PackagePanel } from '../account/packages/package-panel';
import { usePackages } from '../account/packages/reads';
import { useBalance } from '../account/reads';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { Page } from '../shell/page';
import { packagesWords } from '../text/packages-words';
import { maySpend } from './may-spend';

/** Packages of counted services: certificates, what is left, appointments. */
export default function Packages({ me }: { me: CustomerMe }) {
  const w = packagesWords();
  const { id } = me.account;
  const packages = usePackages(id);
  const now = useBalance(id).value?.asOf;
  return (
    <Page title={w.title}>
      <a class="back" href="/products">
        ← {w.back}
      </a>
      <Ready of={packages} lines={6}>
        {(items) =>
          items.length === 0 || !now ? (
            <EmptyState title={w.none} text={w.noneText} />
          ) : (
            <>
              {items.map((one) => (
                <PackagePanel
                  key={one.subscriptionId}
                  accountId={id}
                  of={one}
                  now={now}
                  mayChange={maySpend(me)}
                  isOwner={me.level === 'owner'}
                />
              ))}
            </>
          )
        }
      </Ready>
    </Page>
  );
}
