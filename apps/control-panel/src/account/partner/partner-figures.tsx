import type { PartnershipDto } from '@rocket/contracts';
import { Money, writeCount } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import '../../styles/partner.css';

/** What a partner has earned, what of it is still to be paid, and what the month under way has come to. */
export function PartnerFigures({ of }: { of: PartnershipDto }) {
  const f = partnerWords().figures;
  const isHeld = of.due.amount.startsWith('-');
  const isRewarded = of.endsOn === null || of.endsOn >= `${of.underWay.month}-01`;
  return (
    <div class={isRewarded ? 'figures figures-five' : 'figures'}>
      <Figure name={f.due} hint={isHeld ? f.heldHint : f.dueHint} main>
        <Money value={of.due} />
      </Figure>
      <Figure name={f.earned} hint={f.earnedHint}>
        <Money value={of.earned} />
      </Figure>
      <Figure name={f.paid} hint={f.paidHint}>
        <Money value={of.paid} />
      </Figure>
      {isRewarded && (
        <Figure name={f.underWay(of.underWay.month)} hint={f.underWayHint}>
          <Money value={of.underWay.amount} />
        </Figure>
      )}
      <Figure name={f.customers} hint={f.customersHint}>
        {writeCount(words.value.language, of.customers)}
      </Figure>
    </div>
  );
}

const Figure = ({
  name,
  hint,
  main = false,
  children,
}: {
  name: string;
  hint: string;
  main?: boolean;
  children: ComponentChildren;
}) => (
  <div class={main ? 'figure figure-main' : 'figure'}>
    <span class="figure-name">{name}</span>
    <span class="figure-sum">{children}</span>
    <span class="figure-hint">{hint}</span>
  </div>
);
