import type { DocumentDto } from '@rocket/contracts';
import { Button, writeDate, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { AttachScan } from '../../account/attach-scan';
import { paperName } from '../../account/paper-name';
import { useAskedDocuments } from '../../account/reads';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { papersWords } from '../../text/papers-words';
import { words } from '../../text/words';
import { ObjectDialog } from './object-dialog';

/** Documents that wait for the customer, what for and until when; the newest first. */
export function AskedOfMe({ accountId, mayDecide }: { accountId: string; mayDecide: boolean }) {
  const p = papersWords();
  const asked = useAskedDocuments(accountId);
  return (
    <Panel title={p.asked} padded>
      <Ready of={asked} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p class="calm">{p.askedNothing}</p>
          ) : (
            <ul class="concerns">
              {items.map((one) => (
                <Asked key={one.id} accountId={accountId} document={one} mayDecide={mayDecide} />
              ))}
            </ul>
          )
        }
      </Ready>
    </Panel>
  );
}

function Asked({
  accountId,
  document,
  mayDecide,
}: {
  accountId: string;
  document: DocumentDto;
  mayDecide: boolean;
}) {
  const t = words.value;
  const p = papersWords();
  const [objecting, object] = useState(false);
  const mine = document.due.filter(({ who }) => who === 'customer');
  const name = paperName(document);
  const mayObject = mayDecide && mine.some(({ what }) => what === 'sign_or_object');
  const isToPay = mine.some(({ what }) => what === 'pay');
  return (
    <li class={`concern${document.kind === 'correction' ? ' concern-warning' : ''}`}>
      <div>
        <strong>
          {name}, {writeMoney(t.language, document.amount)}
        </strong>
        {mine.map(({ what, on, overdue }) => (
          <span key={what} class="muted">
            {t.documents.due[what](on ? writeDate(on) : '', overdue)}
          </span>
        ))}
      </div>
      <div class="concern-acts">
        {isToPay ? (
          <div class="row">
            <OpenPdf document={document} name={name} />
            <a class="button button-primary button-small" href="/top-up">
              {p.pay}
            </a>
          </div>
        ) : (
          <AttachScan
            small
            accountId={accountId}
            documentId={document.id}
            text={p.attach}
            label={p.attachTo(name)}
            done={p.scanKept}
          >
            <OpenPdf document={document} name={name} />
            {mayObject && (
              <Button size="small" label={`${p.object}: ${name}`} onClick={() => object(true)}>
                {p.object}
              </Button>
            )}
          </AttachScan>
        )}
      </div>
      {objecting && (
        <ObjectDialog
          accountId={accountId}
          documentId={document.id}
          title={p.objectTo(name)}
          onClose={() => object(false)}
        />
      )}
    </li>
  );
}

const OpenPdf = ({ document, name }: { document: DocumentDto; name: string }) =>
  document.files.pdf && (
    <a
      class="button button-secondary button-small"
      href={document.files.pdf}
      target="_blank"
      rel="noreferrer"
      aria-label={`${papersWords().open}: ${name}`}
    >
      {papersWords().open}
    </a>
  );
