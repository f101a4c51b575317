import type { MoneyDto, NoticeDetailsDto } from '@rocket/contracts';
import type { ComponentChildren } from 'preact';
import type { Words } from '../text/words';
import { writeDate, writeMoney } from '../text/write';

/** The figures of a notice side by side, each under its name: what a person looks for first. */
export function Figures({ details, words }: { details: NoticeDetailsDto; words: Words }) {
  return (
    <>
      <dl class="figures">
        {cellsOf(details, words).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {details.type === 'suspended' && <p class="hint">{words.resumesByItself}</p>}
    </>
  );
}

function cellsOf(details: NoticeDetailsDto, words: Words): [string, ComponentChildren][] {
  const sum = (value: MoneyDto) => <b>{writeMoney(words, value)}</b>;
  switch (details.type) {
    case 'price': {
      const { oldCost, newCost, effectiveOn, period } = details;
      const price: [string, ComponentChildren] = [`${words.newPrice} ${words.per(period)}`, sum(newCost)];
      const day: [string, ComponentChildren] = [words.from, writeDate(words, effectiveOn)];
      return oldCost ? [[words.now, <s>{writeMoney(words, oldCost)}</s>], price, day] : [price, day];
    }
    case 'low_balance': {
      const { balance, emptyOn, advised } = details;
      const left: [string, ComponentChildren] = emptyOn
        ? [words.lasts, writeDate(words, emptyOn)]
        : [words.onBalance, sum(balance)];
      return advised ? [left, [words.advised, sum(advised)]] : [left];
    }
    case 'trial':
      return [
        [words.freeUntil, writeDate(words, details.endsOn)],
        [words.afterwards, sum(details.cost)],
      ];
    case 'suspended':
      return [
        [words.missing, sum(details.missing)],
        [words.onBalance, writeMoney(words, details.available)],
      ];
  }
}
