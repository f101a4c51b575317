import { Alert, Chip, EmptyState } from '@rocket/ui';
import { Panel } from '../../shell/page';
import { consoleWords } from '../../text/console-words';
import { ProgramText } from './program-text';
import { readLicence } from './read-licence';
import type { CallAnswer } from './send-call';

/** What a call was answered, and what stands in the licence it brought. */
export function Answer({ answer, failed }: { answer: CallAnswer | null; failed: boolean }) {
  const w = consoleWords();
  return (
    <Panel title={w.answer} aside={answer && <Outcome answer={answer} />} padded>
      {failed ? (
        <Alert tone="danger" title={w.failed}>
          {w.failedText}
        </Alert>
      ) : answer ? (
        <Whole answer={answer} />
      ) : (
        <EmptyState title={w.noAnswer} text={w.noAnswerText} />
      )}
    </Panel>
  );
}

const toneOf = (status: number) => (status < 300 ? 'good' : status < 500 ? 'warning' : 'danger');

function Outcome({ answer: { status, tookMs, replayed } }: { answer: CallAnswer }) {
  const w = consoleWords();
  return (
    <span class="row" role="status">
      <Chip tone={toneOf(status)}>{status}</Chip>
      <span class="muted">{[w.took(tookMs), replayed && w.replayed].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

function Whole({ answer: { json, text } }: { answer: CallAnswer }) {
  const w = consoleWords();
  const licence = readLicence(json);
  return (
    <div class="stack">
      <ProgramText label={w.answer} text={json === undefined ? text : pretty(json)} />
      {licence && (
        <>
          <h3>{w.licence}</h3>
          <p class="muted program-about">
            {w.licenceText} <a href="/.well-known/jwks.json">/.well-known/jwks.json</a>
          </p>
          <ProgramText titled label={w.header} text={pretty(licence.header)} />
          <ProgramText titled label={w.claims} text={pretty(licence.claims)} />
        </>
      )}
    </div>
  );
}
