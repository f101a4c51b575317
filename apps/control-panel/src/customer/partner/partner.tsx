import { Cabinet } from '../../account/partner/cabinet';
import { usePartnership } from '../../account/partner/reads';
import { todayOf, useBalance } from '../../account/reads';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { NotFound } from '../../shell/not-found';
import { Page } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';

/** What the partner brought, earned and was paid. */
export default function Partner({ me, params }: { me: CustomerMe; params?: { part?: string } }) {
  return me.account.isPartner ? <Known me={me} part={params?.part} /> : <NotFound />;
}

function Known({ me, part }: { me: CustomerMe; part: string | undefined }) {
  const w = partnerWords();
  const id = me.account.id;
  const partnership = usePartnership(id);
  const balance = useBalance(id);
  return (
    <Page title={w.title} lead={w.lead}>
      <Ready of={partnership} lines={8}>
        {(value) => (
          <Ready of={balance} lines={8}>
            {({ asOf }) => (
              <Cabinet accountId={id} of={value} today={todayOf(asOf)} home="/partner" part={part} />
            )}
          </Ready>
        )}
      </Ready>
    </Page>
  );
}
