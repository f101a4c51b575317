import type { MoneyDto } from '@rocket/contracts';
import { Button, Money, writeMoney } from '@rocket/ui';
import { deskWords } from '../../text/desk-words';
import { words } from '../../text/words';
import type { ReadyPart } from './split-body';

/** The parts so far and what is left: all of them are credited at once, or none. */
export function ReadyParts({
  parts,
  left,
  onDrop,
}: {
  parts: readonly ReadyPart[];
  left: MoneyDto;
  onDrop: (index: number) => void;
}) {
  const { language } = words.value;
  const d = deskWords();
  if (parts.length === 0) return null;
  return (
    <div class="choice">
      <span class="field-label">{d.partsReady}</span>
      <ul class="ready-parts" aria-label={d.partsReady}>
        {parts.map((part, index) => (
          <li key={`${part.account.id} ${part.invoiceId} ${index}`}>
            <span>{part.account.name}</span>
            <Money value={part.amount} />
            <Button
              size="small"
              kind="quiet"
              label={d.dropPart(part.account.name, writeMoney(language, part.amount))}
              onClick={() => onDrop(index)}
            >
              {d.dropOne}
            </Button>
          </li>
        ))}
        <li class="ready-parts-left">
          <span>{d.leftAfter}</span>
          <Money value={left} />
        </li>
      </ul>
    </div>
  );
}
