import type { Words } from '../text/words';

/**
 * Consent before Install, in amoCRM's documented way: the required field `consent` of the manifest is hidden and empty,
 * so Install refuses until this box writes a value into it.
 */
export function Consent({ field, words }: { field: HTMLInputElement; words: Words }) {
  const write = (isGiven: boolean) => {
    field.value = isGiven ? 'yes' : '';
    // amoCRM reads the form through jQuery's handlers, which a bare assignment does not call.
    for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  return (
    <label class="consent">
      <input
        type="checkbox"
        defaultChecked={field.value !== ''}
        onChange={(event) => write(event.currentTarget.checked)}
      />
      <span>{words.consent}</span>
    </label>
  );
}
