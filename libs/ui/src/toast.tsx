import { signal, type ReadonlySignal } from '@preact/signals';
import type { Tone } from './chip';

export interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
  readonly undo?: { readonly label: string; readonly run: () => void };
}

export interface ToastBox {
  readonly shown: ReadonlySignal<readonly Toast[]>;
  /** @returns what `drop` takes to close it early */
  readonly say: (text: string, options?: { tone?: Tone; undo?: Toast['undo'] }) => number;
  readonly drop: (id: number) => void;
}

/** How long a toast stays. One with an undo stays longer: it has to be read and reached. */
const STAY_MS = { plain: 6_000, undo: 10_000 };

export function createToastBox(): ToastBox {
  const shown = signal<readonly Toast[]>([]);
  let last = 0;
  const drop = (id: number) => {
    shown.value = shown.value.filter((toast) => toast.id !== id);
  };
  const say: ToastBox['say'] = (text, { tone = 'good', undo } = {}) => {
    const id = (last += 1);
    shown.value = [...shown.value.slice(-3), { id, tone, text, ...(undo ? { undo } : {}) }];
    setTimeout(() => drop(id), undo ? STAY_MS.undo : STAY_MS.plain);
    return id;
  };
  return { shown, say, drop };
}

export function Toasts({ box, closeLabel }: { box: ToastBox; closeLabel: string }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {box.shown.value.map((toast) => (
        <div key={toast.id} class={`toast toast-${toast.tone}`}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                toast.undo?.run();
                box.drop(toast.id);
              }}
            >
              {toast.undo.label}
            </button>
          )}
          <button
            type="button"
            class="toast-close"
            aria-label={closeLabel}
            onClick={() => box.drop(toast.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
