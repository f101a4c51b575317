import type { MoneyText } from '@rocket/kernel';
import { useWriting } from './language';
import { writeMoney, writeUnitPrice } from './writing';

/** A sum. `signed` colours and signs it, as a list of entries does. */
export function Money({ value, signed = false }: { value: MoneyText; signed?: boolean }) {
  const { language } = useWriting();
  const tone =
    !signed || !/[1-9]/.test(value.amount) ? '' : value.amount.startsWith('-') ? ' is-out' : ' is-in';
  return <span class={`money${tone}`}>{writeMoney(language, value, signed)}</span>;
}

export function UnitPrice({ value }: { value: MoneyText }) {
  const { language } = useWriting();
  return <span class="money">{writeUnitPrice(language, value)}</span>;
}
