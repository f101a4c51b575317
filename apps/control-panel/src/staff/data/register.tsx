import {
  answerPersonalDataRequest,
  personalDataRequestStates,
  routes,
  type PersonalDataRequestDto,
} from '@rocket/contracts';
import { Alert, Button, Dialog, EmptyState, SelectField, TextField } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { RequestTable } from '../../account/data/request-table';
import { chosen, Filter } from '../../account/filter';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh, useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { personalDataWords } from '../../text/personal-data-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';

/** The register of requests about personal data (8.9.12 of the first offer): support reads, an administrator answers. */
export default function PersonalDataRegister({ me }: StaffScreen) {
  const d = personalDataWords();
  const state = chosen(useLocation().query['state'], personalDataRequestStates);
  const requests = useList<PersonalDataRequestDto>(`personal-data/${state ?? ''}`, (cursor) =>
    call(routes.personalDataRequests, { query: { limit: 50, cursor, ...(state ? { state } : {}) } }),
  );
  const [answering, answer] = useState<PersonalDataRequestDto | null>(null);
  return (
    <Page
      title={d.register}
      lead={d.registerLead}
      actions={
        <a
          class="button button-secondary"
          href={`/api/v1/personal-data-requests?format=csv${state ? `&state=${state}` : ''}`}
        >
          {d.file}, CSV
        </a>
      }
    >
      <Filter
        name="state"
        label={d.stateFilter}
        all={words.value.common.all}
        choices={personalDataRequestStates.map((one) => [one, d.states[one]] as const)}
      />
      <Panel>
        <Ready of={requests}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title={state ? d.nothing : d.registerEmpty}
                {...(state ? {} : { text: d.registerEmptyText })}
              />
            ) : (
              <>
                <RequestTable rows={rows} withPeople {...(me.role === 'administrator' ? { answer } : {})} />
                <More of={requests} />
              </>
            )
          }
        </Ready>
      </Panel>
      {answering && <AnswerDialog request={answering} onClose={() => answer(null)} />}
    </Page>
  );
}

function AnswerDialog({ request, onClose }: { request: PersonalDataRequestDto; onClose: () => void }) {
  const t = words.value;
  const d = personalDataWords();
  const kind = request.kind === 'copy' ? 'correction' : request.kind;
  const form = useForm({
    initial: { decision: 'done', words: '', name: '', email: '' },
    schema: answerPersonalDataRequest,
    read: ({ decision, words: said, name, email }) => ({
      decision,
      words: said,
      ...(decision === 'done' && name.trim() ? { name } : {}),
      ...(decision === 'done' && email.trim() ? { email } : {}),
    }),
    send: (body) => call(routes.answerPersonalDataRequest, { params: { id: request.id }, body }),
    done: () => {
      refresh('personal-data/');
      refresh(`account/${request.account.id}`);
      toasts.say(d.answered);
      onClose();
    },
  });
  const isDone = form.values.decision === 'done';
  return (
    <Dialog title={d.answerTitle(request.number)} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">
          {request.person.name}: {d.kinds[request.kind].toLowerCase()}. {request.words}
        </p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={d.decision}
          choices={(['done', 'refused'] as const).map((value) => ({ value, text: d.decisions[kind][value] }))}
          {...form.field('decision')}
        />
        {kind === 'correction' && isDone && (
          <>
            <TextField label={d.name} hint={d.keep} {...form.field('name')} />
            <TextField label={d.email} hint={d.keep} {...form.field('email')} />
          </>
        )}
        <TextField label={d.answerWords} hint={d.answerHint} multiline required {...form.field('words')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind={kind === 'erasure' && isDone ? 'danger' : 'primary'} type="submit" busy={form.busy}>
            {d.decisions[kind][isDone ? 'done' : 'refused']}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
