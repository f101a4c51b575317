import { fullRequisitesOf, routes, type Country, type RequisitesDto } from '@rocket/contracts';
import { Alert, Button, TextField } from '@rocket/ui';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { words } from '../text/words';
import { refreshAccount } from './reads';

const NAMES = [
  'legalName',
  'inn',
  'kpp',
  'ogrn',
  'legalAddress',
  'bankName',
  'bic',
  'settlementAccount',
  'correspondentAccount',
  'kbe',
  'signatory',
  'emails',
  'edoId',
] as const;
type Typed = Record<(typeof NAMES)[number], string>;

const DIGITS = new Set<string>([
  'inn',
  'kpp',
  'ogrn',
  'bic',
  'settlementAccount',
  'correspondentAccount',
  'kbe',
]);

const typedFrom = (known: RequisitesDto | null): Typed =>
  Object.fromEntries(
    NAMES.map((name) => {
      const value = known?.[name];
      return [name, Array.isArray(value) ? value.join(', ') : (value ?? '')];
    }),
  ) as Typed;

/** What was typed as the body of the door: no empty fields, no spaces inside numbers, a list of addresses. */
export function readRequisites(values: Typed, known: RequisitesDto | null): unknown {
  // A PUT replaces everything: what this form does not show is sent back as it was.
  const shown = new Set<string>(NAMES);
  const body: Record<string, unknown> = Object.fromEntries(
    Object.entries(known ?? {}).filter(([name]) => !shown.has(name)),
  );
  // Names apart belong to the person they were given for.
  if (values.signatory.trim() !== (known?.signatory ?? '')) delete body['signatoryName'];
  for (const name of NAMES) {
    const text = DIGITS.has(name) ? values[name].replace(/\s/g, '') : values[name].trim();
    if (text === '') continue;
    body[name] = name === 'emails' ? text.split(/[,;\s]+/).filter(Boolean) : text;
  }
  return body;
}

/** The customer's requisites by the law of the seller's country, checked as the API does: a wrong digit is named before it is sent. */
export function RequisitesForm({
  accountId,
  country = 'RU',
  known,
  submitText,
  onSaved,
  send = (body) => call(routes.setProfile, { params: { id: accountId }, body }),
}: {
  accountId: string;
  country?: Country | undefined;
  known: RequisitesDto | null;
  submitText: string;
  onSaved: () => void;
  /** Where they go; left out, they become the requisites of the account. */
  send?: (body: RequisitesDto) => Promise<unknown>;
}) {
  const t = words.value;
  const isRussian = country === 'RU';
  const r = { ...t.requisites, ...(isRussian ? {} : t.requisites.kz) };
  const form = useForm({
    initial: typedFrom(known),
    schema: fullRequisitesOf(country),
    read: (values) => readRequisites(values, known),
    send,
    done: () => {
      refreshAccount(accountId);
      onSaved();
    },
  });
  const optional = t.common.optional;
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <fieldset class="group">
        <legend>{r.company}</legend>
        <div class="span-2">
          <TextField label={r.legalName} required autocomplete="organization" {...form.field('legalName')} />
        </div>
        <TextField label={r.inn} hint={r.innHint} required inputMode="numeric" {...form.field('inn')} />
        {isRussian && (
          <>
            <TextField label={r.kpp} hint={r.kppHint} inputMode="numeric" {...form.field('kpp')} />
            <TextField label={r.ogrn} optional={optional} inputMode="numeric" {...form.field('ogrn')} />
          </>
        )}
        <div class="span-2">
          <TextField
            label={r.legalAddress}
            required
            autocomplete="street-address"
            {...form.field('legalAddress')}
          />
        </div>
      </fieldset>
      <fieldset class="group">
        <legend>{r.bank}</legend>
        <TextField
          label={r.bic}
          optional={optional}
          inputMode={isRussian ? 'numeric' : 'text'}
          {...form.field('bic')}
        />
        <TextField label={r.bankName} optional={optional} {...form.field('bankName')} />
        <TextField
          label={r.settlementAccount}
          optional={optional}
          inputMode={isRussian ? 'numeric' : 'text'}
          {...form.field('settlementAccount')}
        />
        {isRussian ? (
          <TextField
            label={r.correspondentAccount}
            optional={optional}
            inputMode="numeric"
            {...form.field('correspondentAccount')}
          />
        ) : (
          <TextField
            label={t.requisites.kz.kbe}
            hint={t.requisites.kz.kbeHint}
            optional={optional}
            inputMode="numeric"
            {...form.field('kbe')}
          />
        )}
      </fieldset>
      <fieldset class="group">
        <legend>{r.people}</legend>
        <TextField
          label={r.signatory}
          hint={r.signatoryHint}
          optional={optional}
          {...form.field('signatory')}
        />
        <TextField label={r.emails} hint={r.emailsHint} optional={optional} {...form.field('emails')} />
        {isRussian && (
          <TextField label={r.edoId} hint={r.edoIdHint} optional={optional} {...form.field('edoId')} />
        )}
      </fieldset>
      <div class="row">
        <Button kind="primary" type="submit" busy={form.busy}>
          {submitText}
        </Button>
      </div>
    </form>
  );
}
