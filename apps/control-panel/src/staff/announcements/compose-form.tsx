import {
  announcementKinds,
  composeAnnouncement,
  routes,
  type AccountDto,
  type AnnouncementKind,
  type AnnouncementPreviewDto,
  type AnnouncementTemplateDto,
  type ComposeAnnouncementDto,
  type ProductDto,
  type SellerDto,
} from '@rocket/contracts';
import { Alert, Button, SelectField, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { ApiProblem } from '@rocket/contracts';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { announcementWords } from '../../text/announcement-words';
import { words } from '../../text/words';
import { fieldOfPath, readAnnouncement, withTemplate, type AnnouncementValues } from './read-announcement';

export interface Looked {
  readonly body: ComposeAnnouncementDto;
  readonly preview: AnnouncementPreviewDto;
}

/** An announcement is written here and looked at before it goes anywhere. */
export function ComposeForm({
  sellers,
  products,
  templates,
  account,
  onLooked,
  onChanged,
}: {
  sellers: readonly SellerDto[];
  products: readonly ProductDto[];
  templates: readonly AnnouncementTemplateDto[];
  /** Only this one is told. */
  account: AccountDto | null;
  onLooked: (looked: Looked) => void;
  onChanged: () => void;
}) {
  const a = announcementWords();
  const [values, setValues] = useState<AnnouncementValues>(() =>
    withTemplate(emptyFor(account?.seller ?? sellers[0]?.code ?? '', account?.id ?? ''), 'news', templates),
  );
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [alert, setAlert] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (next: AnnouncementValues): void => {
    setValues(next);
    setErrors({});
    onChanged();
  };
  const field = (name: keyof AnnouncementValues & string) => ({
    name,
    value: values[name] ?? '',
    onChange: (value: string) => change({ ...values, [name]: value }),
    ...(errors[name] ? { error: errors[name] } : {}),
  });
  const refuse = (issues: readonly { path: string; message: string }[], sentence: string | null): void => {
    const named = issues.map(({ path, message }) => [fieldOfPath(path), message] as const);
    setErrors(Object.fromEntries(named.reverse()));
    const homeless = named.filter(([name]) => !(name in values)).map(([, message]) => message);
    setAlert(homeless.join(' ') || (named.length === 0 ? sentence : null));
  };
  const look = async (): Promise<void> => {
    const parsed = composeAnnouncement.safeParse(readAnnouncement(values, sellers));
    if (!parsed.success)
      return refuse(
        parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
        null,
      );
    setBusy(true);
    setAlert(null);
    setErrors({});
    try {
      const body = parsed.data;
      onLooked({ body, preview: await call(routes.previewAnnouncement, { body }) });
    } catch (error) {
      refuse(
        error instanceof ApiProblem ? (error.problem.errors ?? []) : [],
        refusalText(words.peek(), error),
      );
    } finally {
      setBusy(false);
    }
  };
  const ofSeller = products.filter(({ seller }) => seller === values.seller);
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void look();
      }}
    >
      {alert && <Alert tone="danger">{alert}</Alert>}
      <SelectField
        label={a.kind}
        name="kind"
        value={values.kind}
        choices={announcementKinds.map((kind) => ({ value: kind, text: a.kinds[kind] }))}
        onChange={(kind) => change(withTemplate(values, kind as AnnouncementKind, templates))}
      />
      {account ? (
        <Alert tone="info">{account.name}</Alert>
      ) : (
        <>
          {sellers.length > 1 && (
            <SelectField
              label={a.seller}
              choices={sellers.map(({ code, name }) => ({ value: code, text: name }))}
              {...field('seller')}
            />
          )}
          <SelectField
            label={a.accounts}
            choices={[
              { value: '', text: a.states.all },
              ...(['active', 'suspended', 'frozen'] as const).map((state) => ({
                value: state,
                text: a.states[state],
              })),
            ]}
            {...field('state')}
          />
        </>
      )}
      <SelectField
        label={a.product}
        choices={[
          { value: '', text: a.anyProduct },
          ...ofSeller.map(({ code, name }) => ({ value: code, text: name })),
        ]}
        {...field('productCode')}
      />
      <SelectField
        label={a.people}
        choices={[
          { value: 'everyone', text: a.everyone },
          { value: 'administrators', text: a.administrators },
        ]}
        {...field('people')}
      />
      <div class="row">
        <TextField label={a.effectiveOn} type="date" {...field('effectiveOn')} />
        <TextField
          label={a.effectiveTime}
          hint={a.timeHint}
          placeholder="02:00"
          {...field('effectiveTime')}
        />
      </div>
      <TextField label={a.titleRu} {...field('titleRu')} />
      <TextField label={a.textRu} hint={a.placeholders} multiline {...field('textRu')} />
      <TextField label={a.titleEn} optional={a.optional} {...field('titleEn')} />
      <TextField label={a.textEn} optional={a.optional} multiline {...field('textEn')} />
      <div class="row">
        <TextField label={a.postAt} type="date" hint={a.postAtHint} {...field('postOn')} />
        <TextField label={a.effectiveTime} hint={a.timeHint} placeholder="09:00" {...field('postTime')} />
      </div>
      <div class="row">
        <Button kind="primary" type="submit" busy={busy}>
          {a.look}
        </Button>
      </div>
    </form>
  );
}

const emptyFor = (seller: string, accountId: string): AnnouncementValues => ({
  kind: 'news',
  seller,
  people: 'everyone',
  productCode: '',
  state: '',
  accountId,
  effectiveOn: '',
  effectiveTime: '',
  postOn: '',
  postTime: '',
  titleRu: '',
  textRu: '',
  titleEn: '',
  textEn: '',
});
