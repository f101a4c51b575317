import {
  makePartner,
  routes,
  type AccountDto,
  type OfferVersionDto,
  type PartnershipDto,
} from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { refreshPartner } from '../../account/partner/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { readTerms, TermsFields } from './terms-fields';

interface Opened {
  readonly account: AccountDto;
  /** A partnership that is over, to be renewed. */
  readonly before?: PartnershipDto;
  readonly today: LocalDate;
  readonly onClose: () => void;
}
type OfferPartners = NonNullable<OfferVersionDto['terms']['partners']>;

/** More versions than an offer has. */
const ALL_VERSIONS = 200;

/** Whom the offer of an account names as partners; most name nobody. */
const useOfferPartners = ({ seller, offerVersion }: AccountDto) =>
  useLoaded<OfferPartners>(`offer-partners/${seller}/${offerVersion}`, async () => {
    const query = { limit: ALL_VERSIONS };
    const { items } = await call(routes.offerVersions, { params: { code: seller }, query });
    return items.find(({ version }) => version === offerVersion)?.terms.partners ?? [];
  });

/** Makes the holder of an account a partner, or one whose partnership is over a partner again. */
export function MakeDialog({ account, before, today, onClose }: Opened) {
  const w = partnerWords();
  const partners = useOfferPartners(account);
  return (
    <Dialog title={w.makeTitle(account.name)} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={partners} lines={6}>
        {(named) => (
          <MakeForm
            account={account}
            today={today}
            named={named}
            onClose={onClose}
            {...(before && { before })}
          />
        )}
      </Ready>
    </Dialog>
  );
}

const EMPTY = { number: '', offerCode: '', base: 'top_ups', percent: '', months: '12' };

/** What was agreed last stands in the form: mostly only the number of the contract is new. */
function initialOf(before: PartnershipDto | undefined, named: OfferPartners): typeof EMPTY {
  const last = before?.terms[0];
  if (!last) return EMPTY;
  const isNamed = named.some(({ code }) => code === before.offerCode);
  return {
    number: '',
    offerCode: isNamed ? (before.offerCode ?? '') : '',
    base: last.base,
    percent: last.percent.replace('.', ','),
    months: last.months === null ? '' : String(last.months),
  };
}

function MakeForm({ account, before, today, named, onClose }: Opened & { named: OfferPartners }) {
  const t = words.value;
  const w = partnerWords();
  const { route } = useLocation();
  const form = useForm({
    initial: { ...initialOf(before, named), signedOn: today as string },
    schema: makePartner,
    read: ({ number, signedOn, offerCode, ...typed }) => ({
      ...{ number, signedOn, offerCode: offerCode === '' ? null : offerCode },
      terms: readTerms(typed),
    }),
    fieldOf: (path) => path.split('.').at(-1) ?? '',
    send: (body, idempotencyKey) =>
      call(routes.makePartner, { params: { id: account.id }, body, idempotencyKey }),
    done: ({ code }) => {
      refreshPartner(account.id);
      toasts.say(before ? w.renewed : w.made(code));
      onClose();
      route(`/partners/${account.id}`);
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{before ? w.renewText : w.makeText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <div class="pair">
        <TextField label={w.contractNumber} autocomplete="off" required {...form.field('number')} />
        <TextField type="date" label={w.signedOn} max={today} required {...form.field('signedOn')} />
      </div>
      {named.length > 0 && (
        <SelectField
          label={w.offerPartner}
          hint={w.offerPartnerHint}
          choices={[
            { value: '', text: w.noOfferPartner },
            ...named.map(({ code, name }) => ({ value: code, text: name })),
          ]}
          {...form.field('offerCode')}
        />
      )}
      <TermsFields field={form.field} />
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {before ? w.renewYes : w.makeYes}
        </Button>
      </div>
    </form>
  );
}
