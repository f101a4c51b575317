/** The shape of what is coming. Told to screen readers once, by `label`. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="skeleton-line" />
      ))}
    </div>
  );
}

/** Work that takes more than a second and cannot say how far it is. */
export const Progress = ({ label, done }: { label: string; done?: { part: number; whole: number } }) => (
  <div class="progress" role="status">
    <span>{label}</span>
    <progress aria-label={label} {...(done ? { value: done.part, max: done.whole } : {})} />
  </div>
);
