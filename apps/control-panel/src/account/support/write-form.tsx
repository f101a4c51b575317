import { closeSupportRequest, routes, writeToSupport, type SupportRequestDto } from '@rocket/contracts';
import { Alert, Button, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { supportWords } from '../../text/support-words';
import { dropDraft, keptDraft, useDraft } from './draft';
import { refreshSupport } from './reads';

const EMPTY = { text: '' };

/** The customer's next word, or with `forStaff` ours, which may close the request. */
export function WriteForm({
  of,
  writerId,
  forStaff,
}: {
  of: SupportRequestDto;
  /** Whose draft it is. */
  writerId: string;
  forStaff: boolean;
}) {
  const w = supportWords();
  const draft = `${writerId} ${of.id}`;
  const params = { id: of.account.id, requestId: of.id };
  const [isClosing, close] = useState(false);
  const form = useForm({
    initial: keptDraft(draft, EMPTY),
    // Whoever waits is not left without an answer.
    schema: isClosing && of.state !== 'open' ? closeSupportRequest : writeToSupport,
    read: ({ text }) => ({ text }),
    send: (body, idempotencyKey): Promise<SupportRequestDto> =>
      call(isClosing ? routes.closeSupportRequest : routes.writeToSupport, { params, body, idempotencyKey }),
    done: ({ state }) => {
      dropDraft(draft);
      form.set('text', '');
      close(false);
      refreshSupport(of.account.id);
      toasts.say(state === 'closed' ? w.closed : forStaff ? w.answered : w.sent);
    },
  });
  useDraft(draft, form.values);
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <TextField
        label={forStaff ? w.answerText : w.more}
        {...(forStaff ? { hint: w.answerHint } : {})}
        multiline
        required={!isClosing || of.state === 'open'}
        {...form.field('text')}
      />
      {forStaff && of.state !== 'closed' && (
        <label class="pick">
          <input type="checkbox" checked={isClosing} onChange={() => close(!isClosing)} />
          {w.closeToo}
        </label>
      )}
      <Button kind="primary" type="submit" busy={form.busy}>
        {forStaff ? (isClosing ? w.answerAndClose : w.answer) : w.send}
      </Button>
    </form>
  );
}
