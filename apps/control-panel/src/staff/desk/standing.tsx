import type { ReceiptDto, ReceiptPartDto } from '@rocket/contracts';
import { parseMinor } from '@rocket/kernel';
import { Button, Chip, writeMoney, type Tone } from '@rocket/ui';
import { deskWords } from '../../text/desk-words';
import { words } from '../../text/words';

const TONES: Record<ReceiptDto['state'], Tone> = {
  credited: 'good',
  unallocated: 'warning',
  returned: 'neutral',
};

/** How a receipt stands: who was given what of it, what went back, what is still nobody's, and why. */
export function Standing({
  receipt,
  onUndo,
}: {
  receipt: ReceiptDto;
  onUndo: (part: ReceiptPartDto) => void;
}) {
  const t = words.value;
  const s = deskWords();
  const d = deskWords();
  const isSplit = receipt.parts.length > 0 && parseMinor(receipt.rest.amount) > 0n;
  const isPartlyReturned = receipt.parts.length > 0 && parseMinor(receipt.returned.amount) > 0n;
  return (
    <span class="two-lines">
      <span>
        <Chip tone={TONES[receipt.state]}>{s.state[receipt.state]}</Chip>
        {isSplit && <small> {d.rest(writeMoney(t.language, receipt.rest))}</small>}
        {isPartlyReturned && <small> {d.wentBack(writeMoney(t.language, receipt.returned))}</small>}
      </span>
      {receipt.parts.map((part) => (
        <span class="receipt-part" key={part.entry}>
          <span>
            <a href={`/accounts/${part.account}`}>{part.accountName}</a>
            {(receipt.parts.length > 1 || isSplit || part.invoiceNumber) && (
              <small class="muted"> {d.part(writeMoney(t.language, part.amount), part.invoiceNumber)}</small>
            )}
          </span>
          <Button
            size="small"
            kind="quiet"
            label={d.undoPartTitle(writeMoney(t.language, part.amount), part.accountName)}
            onClick={() => onUndo(part)}
          >
            {d.undo}
          </Button>
        </span>
      ))}
      {receipt.reason && <small class="muted">{receipt.reason}</small>}
    </span>
  );
}
