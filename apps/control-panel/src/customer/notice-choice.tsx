import { routes, type ChooseNoticesDto, type NoticeChoiceDto } from '@rocket/contracts';
import { SelectField, Switch } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { refresh, useLoaded } from '../load';
import { Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { noticeChoiceWords } from '../text/notice-choice-words';
import { words } from '../text/words';

const KEY = 'notice-choice';

/** What the reader wants to be told (rule 27): technical notices are not a matter of choice, and it says so. */
export function NoticeChoice({ accountId }: { accountId: string }) {
  const c = noticeChoiceWords();
  const params = { id: accountId };
  const [busy, setBusy] = useState(false);
  const choice = useLoaded<NoticeChoiceDto>(KEY, () => call(routes.noticeChoice, { params }));
  const choose = (body: ChooseNoticesDto): void => {
    setBusy(true);
    call(routes.chooseNotices, { params, body })
      .then(
        () => toasts.say(c.saved),
        (error: unknown) => toasts.say(refusalText(words.peek(), error), { tone: 'danger' }),
      )
      .finally(() => {
        setBusy(false);
        refresh(KEY);
      });
  };
  return (
    <Panel title={c.title} padded>
      <Ready of={choice} lines={2}>
        {(value) => (
          <div class="stack">
            {value.optional.map((category) => (
              <Switch
                key={category}
                label={c[category]}
                on={value[category]}
                busy={busy}
                onChange={(on) => choose({ [category]: on })}
              />
            ))}
            <p class="muted">{c.technical}</p>
            <div class="short">
              <SelectField
                label={c.language}
                name="language"
                value={value.language}
                choices={(['ru', 'en'] as const).map((one) => ({ value: one, text: c.languages[one] }))}
                onChange={(language) => choose({ language: language as NoticeChoiceDto['language'] })}
              />
            </div>
          </div>
        )}
      </Ready>
    </Panel>
  );
}
