/** On or off, at once. The label is said by screen readers; `hidden` keeps it off the screen in tables. */
export function Switch({
  on,
  label,
  hideLabel = false,
  busy = false,
  disabled = false,
  onChange,
}: {
  on: boolean;
  label: string;
  hideLabel?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      class={`switch${busy ? ' is-busy' : ''}`}
      aria-checked={on}
      aria-busy={busy || undefined}
      aria-label={hideLabel ? label : undefined}
      disabled={disabled}
      onClick={() => !busy && onChange(!on)}
    >
      <span class="switch-track" aria-hidden="true" />
      {!hideLabel && <span>{label}</span>}
    </button>
  );
}
