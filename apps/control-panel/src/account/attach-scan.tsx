import { routes } from '@rocket/contracts';
import { Alert, Button, Progress } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { toasts } from '../shell/toasts';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';
import { refreshAccount } from './reads';

/** A form with the file in it, as bytes: the door takes the name of the file from there. */
async function formOf(file: File): Promise<{ bytes: ArrayBuffer; type: string }> {
  const form = new FormData();
  form.append('file', file);
  const written = new Response(form);
  return { bytes: await written.arrayBuffer(), type: written.headers.get('content-type') ?? '' };
}

/** A button that takes the signed copy of a document; `children` stand before it in its row. */
export function AttachScan({
  accountId,
  documentId,
  text,
  label,
  done,
  small = false,
  kind = 'primary',
  children,
}: {
  accountId: string;
  documentId: string;
  text: string;
  /** What a screen reader says of the button, where the text alone does not name the document. */
  label?: string;
  done: string;
  small?: boolean;
  kind?: 'primary' | 'secondary';
  children?: ComponentChildren;
}) {
  const p = papersWords();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const send = async (file: File) => {
    setSending(file.name);
    setFailed(null);
    try {
      await call(routes.signedCopy, { params: { id: documentId }, raw: await formOf(file) });
      toasts.say(done);
      refreshAccount(accountId);
    } catch (error) {
      setFailed(error);
    } finally {
      setSending(null);
    }
  };
  return (
    <>
      {failed ? <Alert tone="danger">{refusalText(words.value, failed)}</Alert> : null}
      {sending !== null ? (
        <Progress label={p.sending(sending)} />
      ) : (
        <div class="row">
          {children}
          <Button
            kind={kind}
            title={p.scanHint}
            {...(small ? { size: 'small' as const } : {})}
            {...(label ? { label } : {})}
            onClick={() => input.current?.click()}
          >
            {text}
          </Button>
        </div>
      )}
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        tabIndex={-1}
        aria-label={label ?? text}
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
