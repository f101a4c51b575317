import { routes, type ProjectDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call, newKey } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { Copyable } from '../../shell/copy';
import { projectsWords } from '../../text/projects-words';
import { words } from '../../text/words';

const OVERLAPS = [24, 72, 168, 0] as const;

/** Issues a token and shows it once; of a project that has one it asks first for how long the old one works. */
export function TokenDialog({
  accountId,
  project,
  onClose,
}: {
  accountId: string;
  project: ProjectDto;
  onClose: () => void;
}) {
  const w = projectsWords();
  const t = words.value;
  const [token, show] = useState<string | null>(null);
  const [overlap, setOverlap] = useState(String(OVERLAPS[0]));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const key = useRef('');
  key.current ||= newKey();
  // What is shown is of the project as it was when the dialog opened.
  const [hasToken] = useState(project.tokens.length > 0);
  const issue = () => {
    setBusy(true);
    setFailed(null);
    call(routes.issueProjectToken, {
      params: { id: accountId, projectId: project.id },
      body: { overlapHours: Number(overlap) },
      idempotencyKey: key.current,
    })
      .then((made) => {
        show(made.token);
        refreshAccount(accountId);
      }, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={w.tokenTitle(project.name)} closeLabel={t.common.close} onClose={onClose}>
      <div class="stack">
        <p>{token === null ? w.issueText : w.tokenText}</p>
        {token !== null && <Copyable text={token} />}
        {token === null && hasToken && (
          <SelectField
            label={w.overlap}
            name="overlapHours"
            value={overlap}
            choices={OVERLAPS.map((hours) => ({ value: String(hours), text: w.overlaps[hours] }))}
            onChange={(value) => {
              // Another answer to the question is another request.
              key.current = newKey();
              setOverlap(value);
            }}
          />
        )}
        {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
        <div class="row row-end">
          {token === null ? (
            <>
              <Button onClick={onClose}>{t.common.cancel}</Button>
              <Button kind="primary" busy={busy} onClick={issue}>
                {hasToken ? w.renew : w.issue}
              </Button>
            </>
          ) : (
            <Button kind="primary" onClick={onClose}>
              {w.tokenSaved}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
