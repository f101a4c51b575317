import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger';
  readonly size?: 'small';
  readonly type?: 'button' | 'submit';
  /** Under way: the button keeps its width and focus, refuses a second press and says so. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly title?: string;
  readonly onClick?: (event: MouseEvent) => void;
}

export function Button({
  children,
  kind = 'secondary',
  size,
  type = 'button',
  busy,
  disabled,
  label,
  title,
  onClick,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button button-${kind}${size ? ` button-${size}` : ''}${busy ? ' is-busy' : ''}`}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      title={title}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span class="button-text">{children}</span>
    </button>
  );
}
