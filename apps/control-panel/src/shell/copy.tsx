import { Button } from '@rocket/ui';
import { words } from '../text/words';
import { toasts } from './toasts';

export async function copy(text: string): Promise<void> {
  const t = words.peek().common;
  try {
    await navigator.clipboard.writeText(text);
    toasts.say(t.copied);
  } catch {
    // No clipboard outside secure contexts: the text itself is on the screen.
    toasts.say(text, { tone: 'neutral' });
  }
}

/** A text to pass on: it is on the screen, and one click takes it along. */
export const Copyable = ({ text }: { text: string }) => (
  <span class="purpose">
    <code>{text}</code>
    <Button size="small" onClick={() => void copy(text)}>
      {words.value.common.copy}
    </Button>
  </span>
);
