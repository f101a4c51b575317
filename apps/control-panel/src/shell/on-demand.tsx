import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../text/words';
import { toasts } from './toasts';

/**
 * A part of a screen whose code comes after the screen was painted: a dialog behind a click, a warning few ever see. Nothing
 * stands in its place until then; a dialog whose code did not arrive closes, so that the next click tries again.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function OnDemand(props: Props) {
    const [Part, show] = useState(() => known);
    useEffect(() => {
      if (Part) return;
      load().then(
        (part) => {
          known = part;
          show(() => part);
        },
        () => {
          if (!('onClose' in props) || typeof props.onClose !== 'function') return;
          toasts.say(words.peek().refusal.offline, { tone: 'danger' });
          (props.onClose as () => void)();
        },
      );
    }, []);
    return Part && <Part {...props} />;
  };
}
