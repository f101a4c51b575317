import type { MoneyText } from '@rocket/kernel';
import { useWriting } from './language';
import { writeMoney, writeUnitPrice } from './writing';

/** From so many signs on a sum may be wider than a narrow place for it: how many there are is said to the styles. */
const LONG = 12;

/** A sum. `signed` colours and signs it, as a list of entries does. */
export function Money({ value, signed = false }: { value: MoneyText; signed?: boolean }) {
  const { language } = useWriting();
  const tone =
    !signed || !/[1-9]/.test(value.amount) ? '' : value.amount.startsWith('-') ? ' is-out' : ' is-in';
  const text = writeMoney(language, value, signed);
  return (
    <span class={`money${tone}`} {...(text.length < LONG ? {} : { style: { '--signs': text.length } })}>
      {text}
    </span>
  );
}

export function UnitPrice({ value }: { value: MoneyText }) {
  const { language } = useWriting();
  return <span class="money">{writeUnitPrice(language, value)}</span>;
}
