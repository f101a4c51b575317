import {
  offerTerms,
  routes,
  type OfferTermsDto,
  type OfferVersionDto,
  type SellerDto,
} from '@rocket/contracts';
import { addDays } from '@rocket/kernel';
import { TERM_GROUPS } from '@rocket/offer-words';
import { Alert, Button, TextField, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { ChangeList } from '../../account/offer/change-list';
import { readTerms, termFieldOf, typedTerms, type TypedTerms } from '../../account/offer/typed-terms';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';
import { browserToday } from '../browser-today';
import { TermInput } from './term-input';

/** A new version of an offer: edited as a form, shown as a list of changes in words, then published. */
export function PublishForm({
  seller,
  inForce,
  newest,
  onClose,
}: {
  seller: SellerDto;
  /** Its notice decides how far ahead the new one has to be announced. */
  inForce: OfferVersionDto;
  /** What is edited: an announced version is there already. */
  newest: OfferVersionDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = termsWords();
  const [reviewed, review] = useState<OfferTermsDto | null>(null);
  const { versionNoticeDays, priceChangeNotice } = inForce.terms;
  const earliest = addDays(browserToday(), versionNoticeDays ?? priceChangeNotice.days);
  const begin = newest.effectiveFrom > earliest ? newest.effectiveFrom : earliest;
  const initial: TypedTerms = { ...typedTerms(newest.terms), version: begin, effectiveFrom: begin };
  const form = useForm({
    initial,
    schema: offerTerms,
    read: (values) => readTerms(values, newest.terms),
    fieldOf: termFieldOf,
    // Nothing is sent yet: the changes are read first.
    send: (body) => Promise.resolve(body),
    done: review,
  });
  return (
    <Panel title={w.publishTitle} padded>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="group">
          <TextField label={w.code} hint={w.codeHint} required {...form.field('version')} />
          <TextField label={w.title} hint={w.titleHint} required {...form.field('title')} />
          <TextField
            label={w.from}
            type="date"
            min={begin}
            hint={w.fromHint(writeDate(begin))}
            required
            {...form.field('effectiveFrom')}
          />
        </div>
        {Object.entries(TERM_GROUPS).map(([group, fields]) => (
          <fieldset key={group} class="group">
            <legend>{w.groups[group]}</legend>
            {fields.map((field) => (
              <TermInput key={field.path} field={field} control={form.field(field.path)} />
            ))}
          </fieldset>
        ))}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit">
            {w.review}
          </Button>
        </div>
      </form>
      {reviewed && (
        <Confirm
          title={w.reviewTitle(reviewed.version)}
          yes={w.publishYes}
          wide
          act={() => call(routes.publishOfferVersion, { params: { code: seller.code }, body: reviewed })}
          done={({ version }) => {
            refresh('offers/');
            refresh('seller');
            toasts.say(w.publishedToast(version));
            onClose();
          }}
          onClose={() => review(null)}
        >
          <p>{w.reviewText(writeDate(reviewed.effectiveFrom), newest.version)}</p>
          <ChangeList before={newest.terms} after={reviewed} />
        </Confirm>
      )}
    </Panel>
  );
}
