import { routes } from '@rocket/contracts';
import { Alert, Button, Progress } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { toasts } from '../../shell/toasts';
import { leavingWords } from '../../text/leaving-words';
import { words } from '../../text/words';

/** A form with the file in it, as bytes: the door takes the name of the file from there. */
async function formOf(file: File): Promise<{ bytes: ArrayBuffer; type: string }> {
  const form = new FormData();
  form.append('file', file);
  const written = new Response(form);
  return { bytes: await written.arrayBuffer(), type: written.headers.get('content-type') ?? '' };
}

/** The way of a correction: downloaded, signed by hand, its copy sent back. Only then may the money be transferred. */
export function SignedCopy({ accountId, documentId }: { accountId: string; documentId: string }) {
  const l = leavingWords();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const send = async (file: File) => {
    setSending(file.name);
    setFailed(null);
    try {
      await call(routes.signedCopy, { params: { id: documentId }, raw: await formOf(file) });
      toasts.say(l.scanKept);
      refreshAccount(accountId);
    } catch (error) {
      setFailed(error);
    } finally {
      setSending(null);
    }
  };
  return (
    <>
      <ol class="steps">
        <li>{l.steps.download}</li>
        <li>{l.steps.sign}</li>
        <li>{l.steps.upload}</li>
      </ol>
      {failed ? <Alert tone="danger">{refusalText(words.value, failed)}</Alert> : null}
      {sending !== null ? (
        <Progress label={l.sending(sending)} />
      ) : (
        <div class="row">
          <a
            class="button button-secondary"
            href={`/api/v1/documents/${documentId}/file?format=pdf`}
            download
          >
            {l.downloadCorrection}
          </a>
          <Button kind="primary" onClick={() => input.current?.click()}>
            {l.chooseScan}
          </Button>
        </div>
      )}
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        tabIndex={-1}
        aria-label={l.chooseScan}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void send(file);
          // The same file chosen again must be a change too.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
