import { Button } from '@rocket/ui';
import { copy } from '../../shell/copy';
import { words } from '../../text/words';

/** Something a program says or reads, and a click that takes it along. */
export const ProgramText = ({
  label,
  text,
  titled = false,
}: {
  label: string;
  text: string;
  /** Where no heading above says what it is. */
  titled?: boolean;
}) => (
  <div class="program-box">
    {titled && <span class="field-label">{label}</span>}
    <pre class="program" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
    <Button size="small" label={`${words.value.common.copy}: ${label}`} onClick={() => void copy(text)}>
      {words.value.common.copy}
    </Button>
  </div>
);
