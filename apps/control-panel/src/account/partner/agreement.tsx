import type { PartnershipDto, RewardTermsDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Alert, writeDate } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { Copyable } from '../../shell/copy';
import { Facts, Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';

export const isOver = ({ endsOn }: Pick<PartnershipDto, 'endsOn'>, today: LocalDate): boolean =>
  endsOn !== null && endsOn < today;

/** That the partnership ends, or has ended; nothing where it goes on. */
export function Ending({ of, today }: { of: PartnershipDto; today: LocalDate }) {
  const w = partnerWords();
  if (of.endsOn === null) return null;
  const day = writeDate(of.endsOn);
  return <Alert tone="warning">{isOver(of, today) ? w.ended(day) : w.endsSoon(day)}</Alert>;
}

/** The code to pass on, and by what the partner is rewarded. */
export function Agreement({
  of,
  today,
  aside,
}: {
  of: PartnershipDto;
  today: LocalDate;
  aside?: ComponentChildren;
}) {
  const w = partnerWords();
  return (
    <Panel title={w.agreement} padded aside={aside}>
      <div class="stack">
        {isOver(of, today) ? (
          <p class="muted">{w.codeOver}</p>
        ) : (
          <>
            <div class="partner-code">
              <Copyable text={of.code} />
            </div>
            <p class="muted">{w.howTo}</p>
          </>
        )}
        <Facts
          items={[
            [w.terms, <Terms key="terms" of={of} />],
            [w.contract, w.contractOf(of.contract.number, writeDate(of.contract.signedOn))],
            ...(of.endedContracts.length === 0
              ? []
              : ([[w.endedContracts, <EndedContracts key="ended" of={of} />]] as const)),
            ...(of.offerCode === null ? [] : ([[w.offerCode, of.offerCode]] as const)),
          ]}
        />
      </div>
    </Panel>
  );
}

function EndedContracts({ of }: { of: PartnershipDto }) {
  const w = partnerWords();
  return (
    <ul class="partner-terms">
      {of.endedContracts.map(({ number, signedOn, endsOn }, index) => (
        <li key={index}>
          {w.contractOf(number, writeDate(signedOn))}, {w.endedOn(writeDate(endsOn))}
        </li>
      ))}
    </ul>
  );
}

/** What holds for the month under way and, below it, what is announced. */
function Terms({ of }: { of: PartnershipDto }) {
  const holding = of.terms.findIndex(({ from }) => from <= of.underWay.month);
  return (
    <ul class="partner-terms">
      {of.terms
        .slice(0, holding + 1)
        .toReversed()
        .map((terms) => (
          <li key={terms.from}>{termsText(terms)}</li>
        ))}
    </ul>
  );
}

/** «20 % от пополнений клиента, 12 месяцев после его прихода; с ноября 2026». */
function termsText({ from, base, percent, months }: RewardTermsDto): string {
  const w = partnerWords();
  return `${w.termsOf(w.percent(percent), base, months)}; ${w.since(from)}`;
}

/** Of what was earned or paid by a contract before this one its number; nothing where there was none before. */
export const EarlierContract = ({ number, current }: { number: string; current: string | undefined }) =>
  current === undefined || number === current ? null : (
    <small class="muted">{partnerWords().byContract(number)}</small>
  );
