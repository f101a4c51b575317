import { routes } from '@rocket/contracts';
import { Alert, Button, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { announcementWords } from '../../text/announcement-words';
import { LetterLook } from '../letter-look';
import type { Looked } from './compose-form';

const NAMED = 10;

/** Who gets what, and the button that sends it. */
export function Preview({ looked, onDone }: { looked: Looked; onDone: () => void }) {
  const a = announcementWords();
  const { body, preview } = looked;
  const [asking, ask] = useState(false);
  const { accounts, withoutEmail, reached, earliest, inTime, sample } = preview;
  const moment = earliest && [writeDate(earliest.on), earliest.time].filter(Boolean).join(', ');
  const mayGo = accounts > 0 && inTime;
  return (
    <div class="stack">
      {accounts === 0 ? (
        <Alert tone="warning">{a.nobody}</Alert>
      ) : (
        <>
          <p>
            <strong>{a.reached(accounts)}</strong>
          </p>
          <p class="muted">
            {reached
              .slice(0, NAMED)
              .map(({ name }) => name)
              .join(', ')}
            {accounts > NAMED && ` ${a.more(accounts - NAMED)}`}
          </p>
          {withoutEmail > 0 && <p class="muted">{a.withoutEmail(withoutEmail)}</p>}
        </>
      )}
      {inTime ? (
        <p class="muted">{moment ? a.inTime : a.noTerm}</p>
      ) : (
        <Alert tone="danger">{a.earliest(moment ?? '')}</Alert>
      )}
      {sample &&
        ([['russian', sample.ru] as const, ['english', sample.en] as const] as const).map(
          ([language, said]) =>
            said && (
              <article key={language} class="notices">
                <p class="muted">
                  {a.sample(sample.account)} · {a[language]}
                </p>
                <LetterLook title={`${said.title} · ${a[language]}`} html={said.letterHtml} />
              </article>
            ),
        )}
      <div class="row">
        <Button kind="primary" disabled={!mayGo} onClick={() => ask(true)}>
          {body.postAt ? a.scheduleLater : a.schedule}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={a.confirmTitle(accounts)}
          yes={body.postAt ? a.scheduleLater : a.schedule}
          act={(idempotencyKey) => call(routes.scheduleAnnouncement, { body, idempotencyKey })}
          done={() => {
            ask(false);
            onDone();
          }}
          onClose={() => ask(false)}
        >
          <p>{a.confirmText}</p>
        </Confirm>
      )}
    </div>
  );
}
