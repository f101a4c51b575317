import { changeProject, createProject, routes, type ProductDto, type ProjectDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { projectsWords } from '../../text/projects-words';
import { words } from '../../text/words';

/** Makes a project of a product. */
export function NewProject({
  accountId,
  product,
  onClose,
}: {
  accountId: string;
  product: ProductDto;
  onClose: () => void;
}) {
  const w = projectsWords();
  const form = useForm({
    initial: { name: '' },
    schema: createProject,
    read: ({ name }) => ({ productCode: product.code, name }),
    send: (body, idempotencyKey) =>
      call(routes.createProject, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ name }: ProjectDto) => {
      refreshAccount(accountId);
      toasts.say(w.created(name));
      onClose();
    },
  });
  return <NameDialog title={w.createTitle(product.name)} yes={w.create} form={form} hint onClose={onClose} />;
}

export function RenameProject({
  accountId,
  project,
  onClose,
}: {
  accountId: string;
  project: ProjectDto;
  onClose: () => void;
}) {
  const w = projectsWords();
  const form = useForm({
    initial: { name: project.name },
    schema: changeProject,
    read: ({ name }) => ({ name }),
    send: (body) => call(routes.changeProject, { params: { id: accountId, projectId: project.id }, body }),
    done: ({ name }: ProjectDto) => {
      refreshAccount(accountId);
      toasts.say(w.renamed(name));
      onClose();
    },
  });
  return <NameDialog title={w.renameOf(project.name)} yes={w.rename} form={form} onClose={onClose} />;
}

function NameDialog({
  title,
  yes,
  form,
  hint = false,
  onClose,
}: {
  title: string;
  yes: string;
  form: Pick<
    ReturnType<typeof useForm<{ name: string }, never, never>>,
    'alert' | 'busy' | 'submit' | 'field'
  >;
  hint?: boolean;
  onClose: () => void;
}) {
  const w = projectsWords();
  const t = words.value;
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField label={w.name} {...(hint ? { hint: w.nameHint } : {})} {...form.field('name')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
