import type { ComponentChildren } from 'preact';

export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'danger';

/** A state in a word. The colour only repeats what the word says. */
export const Chip = ({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) => (
  <span class={`chip chip-${tone}`}>{children}</span>
);

/** A message in place: what happened and what to do next. Dangers are read out at once. */
export const Alert = ({
  tone = 'info',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children?: ComponentChildren;
}) => (
  <div class={`alert alert-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
    {title && <strong class="alert-title">{title}</strong>}
    {children && <div class="alert-body">{children}</div>}
  </div>
);
