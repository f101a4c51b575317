import { routes, type AccountDto, type OfferAcceptanceDto, type OfferVersionDto } from '@rocket/contracts';
import { Alert, Button, Chip, writeDate, writeInstant } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { ChangeList } from '../../account/offer/change-list';
import { TermList } from '../../account/offer/term-list';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';

/** Versions of the offer for a customer: what it accepted and how, what comes and changes, and accepting ahead (clause 11.1). */
export function OfferVersions({ account, isOwner }: { account: AccountDto; isOwner: boolean }) {
  const w = termsWords();
  const read = useLoaded(`account/${account.id}/offer-versions`, async () => {
    const [accepted, all] = await Promise.all([
      call(routes.offerAcceptances, { params: { id: account.id }, query: { limit: 200 } }),
      call(routes.offerVersions, { params: { code: account.seller }, query: { limit: 200 } }),
    ]);
    return { accepted: accepted.items, all: all.items };
  });
  return (
    <Panel title={w.mine} padded>
      <Ready of={read} lines={3}>
        {({ accepted, all }) => (
          <div class="stack">
            {aheadOf(account, all).map((version) => (
              <Announced
                key={version.version}
                account={account}
                version={version}
                mine={all.find((one) => one.version === account.offerVersion)}
                isAccepted={accepted.some((one) => one.version === version.version)}
                isOwner={isOwner}
              />
            ))}
            <ul class="concerns">
              {accepted.map((one) => (
                <Accepted
                  key={one.version}
                  acceptance={one}
                  version={all.find(({ version }) => version === one.version)}
                />
              ))}
            </ul>
          </div>
        )}
      </Ready>
    </Panel>
  );
}

/** Versions that take effect after the one the account stands under, the nearest first. The list is newest first. */
function aheadOf(account: AccountDto, all: readonly OfferVersionDto[]): OfferVersionDto[] {
  const mine = all.findIndex(({ version }) => version === account.offerVersion);
  return mine < 0 ? [] : all.slice(0, mine).reverse();
}

function Accepted({
  acceptance,
  version,
}: {
  acceptance: OfferAcceptanceDto;
  version: OfferVersionDto | undefined;
}) {
  const w = termsWords();
  const at = writeInstant(words.value.language, acceptance.acceptedAt, 'Europe/Moscow');
  return (
    <li class="concern">
      <div>
        <strong class="with-chip">
          {acceptance.title} {acceptance.holds && <Chip tone="good">{w.holds}</Chip>}
        </strong>
        <span class="muted">{w.accepted(contractWords().acts[acceptance.act], at)}</span>
        {acceptance.holds && version && <TermList terms={version.terms} />}
      </div>
    </li>
  );
}

function Announced({
  account,
  version,
  mine,
  isAccepted,
  isOwner,
}: {
  account: AccountDto;
  version: OfferVersionDto;
  mine: OfferVersionDto | undefined;
  isAccepted: boolean;
  isOwner: boolean;
}) {
  const w = termsWords();
  const [accepting, accept] = useState(false);
  const from = writeDate(version.effectiveFrom);
  return (
    <>
      <Alert title={`${version.title}. ${w.announced(from)}`}>
        <p>{w.announcedText}</p>
      </Alert>
      {mine && <ChangeList before={mine.terms} after={version.terms} />}
      {!isAccepted &&
        (isOwner ? (
          <div>
            <Button kind="primary" onClick={() => accept(true)}>
              {w.accept}
            </Button>
          </div>
        ) : (
          <p class="muted">{w.ownerOnly}</p>
        ))}
      {accepting && (
        <Confirm
          title={w.acceptTitle(version.title)}
          yes={w.accept}
          act={() =>
            call(routes.acceptOffer, { params: { id: account.id }, body: { version: version.version } })
          }
          done={() => {
            refreshAccount(account.id);
            toasts.say(w.acceptedToast);
            accept(false);
          }}
          onClose={() => accept(false)}
        >
          <p>{w.acceptText(from)}</p>
        </Confirm>
      )}
    </>
  );
}
