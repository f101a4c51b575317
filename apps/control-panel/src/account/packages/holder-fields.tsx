import type { OfferTermsDto } from '@rocket/contracts';
import { Switch, TextField } from '@rocket/ui';
import type { Form } from '../../form/use-form';
import { packagesWords } from '../../text/packages-words';

/** What a form holds of the person a certificate is bought for. */
export interface HolderValues {
  readonly isGift: string;
  readonly holderName: string;
  readonly holderContact: string;
}
export const NO_HOLDER: HolderValues = { isGift: '', holderName: '', holderContact: '' };

/** Whether the offer makes certificates out to somebody else (Astars 3.1). */
export const mayBeGift = (terms: OfferTermsDto | undefined): boolean =>
  terms?.closingDocument.kind === 'certificate' &&
  terms.closingDocument.when === 'grant_of_rights' &&
  terms.transfer === 'gift_whole';

export const holderOf = ({ isGift, holderName, holderContact }: HolderValues) =>
  isGift === ''
    ? {}
    : { holder: { name: holderName, contact: holderContact.trim() === '' ? null : holderContact } };

/** `holder.name` → the input that holds it. */
export const holderField = (path: string): string | null =>
  path.startsWith('holder') ? (path === 'holder.contact' ? 'holderContact' : 'holderName') : null;

/** For whom a certificate is bought. */
export function HolderFields<V extends HolderValues & Readonly<Record<string, string>>>({
  form,
}: {
  form: Form<V>;
}) {
  const w = packagesWords();
  const isGift = form.values.isGift !== '';
  return (
    <div class="stack">
      <div>
        <Switch on={isGift} label={w.forOther} onChange={(on) => form.set('isGift', on ? 'yes' : '')} />
        <p class="muted fine">{w.forOtherText}</p>
      </div>
      {isGift && (
        <>
          <TextField label={w.name} {...form.field('holderName')} />
          <TextField label={w.contact} optional={w.optional} {...form.field('holderContact')} />
        </>
      )}
    </div>
  );
}
