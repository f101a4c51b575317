import { routes, type DocumentDto, type HandOverDto } from '@rocket/contracts';
import { Chip, Dialog, InstantText, writeDate, type Tone } from '@rocket/ui';
import { AttachScan } from '../../account/attach-scan';
import { paperName } from '../../account/paper-name';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';
import { PassForm } from './pass-form';

const TONES: Record<HandOverDto['state'], Tone> = { waiting: 'info', done: 'good', failed: 'danger' };

/** One document as the accountant sees it: its stages, what is asked, how it was handed over, and the next hand-over. */
export function DocumentDialog({
  me,
  accountId,
  accountName,
  document,
  onClose,
}: StaffScreen & {
  accountId: string;
  accountName: string;
  document: DocumentDto;
  onClose: () => void;
}) {
  const t = words.value;
  const o = officeWords();
  const mayHandOver = me.role === 'accountant' || me.role === 'administrator';
  const mayWrite = mayHandOver || me.role === 'account_manager';
  const isSigned = document.statusHistory.some(({ status }) => status === 'signed' || status === 'cancelled');
  return (
    <Dialog
      wide
      title={`${paperName(document)}, ${accountName}`}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <div class="stack">
        <section>
          <h3>{o.asked}</h3>
          {document.due.length === 0 ? (
            <p class="muted">{o.nothingAsked}</p>
          ) : (
            <ul>
              {document.due.map(({ what, on, overdue }) => (
                <li key={what}>{o.due[what](on ? writeDate(on) : '', overdue)}</li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h3>{o.stages}</h3>
          <ol class="paper-stages">
            {document.statusHistory.map((stage) => (
              <li key={stage.at + stage.status}>
                <span>{writeDate(stage.on)}</span>
                <span>
                  {t.documents.status[stage.status]}
                  {stage.note && `: ${stage.note}`}
                </span>
              </li>
            ))}
          </ol>
        </section>
        <HandOverList documentId={document.id} />
        {mayHandOver && !isSigned && document.kind !== 'invoice' && document.kind !== 'reconciliation' && (
          <div>
            <AttachScan
              small
              kind="secondary"
              accountId={accountId}
              documentId={document.id}
              text={o.scan}
              done={o.scanKept}
            />
          </div>
        )}
        {mayWrite && <PassForm accountId={accountId} document={document} mayHandOver={mayHandOver} />}
      </div>
    </Dialog>
  );
}

function HandOverList({ documentId }: { documentId: string }) {
  const o = officeWords();
  const list = useLoaded(`hand-overs/of/${documentId}`, () =>
    call(routes.handOvers, { params: { id: documentId } }),
  );
  return (
    <section>
      <h3>{o.passed}</h3>
      <Ready of={list} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{o.notPassed}</p>
          ) : (
            <ul class="hand-overs">
              {items.map((one) => (
                <li key={one.id}>
                  <span class="with-chip">
                    <strong>{o.channels[one.channel]}</strong>
                    <Chip tone={TONES[one.state]}>{o.handOverStates[one.state]}</Chip>
                    <span class="muted">
                      <InstantText at={one.doneAt ?? one.createdAt} />
                    </span>
                  </span>
                  {one.recipients.length > 0 && <span>{one.recipients.join(', ')}</span>}
                  {one.evidence && <small class="muted">{one.evidence}</small>}
                  {one.fileName && <small class="muted">{one.fileName}</small>}
                </li>
              ))}
            </ul>
          )
        }
      </Ready>
    </section>
  );
}
