import type { ComponentChildren } from 'preact';

/** Nothing here yet: what will be here, and the next step. */
export const EmptyState = ({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children?: ComponentChildren;
}) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {text && <p class="empty-text">{text}</p>}
    {children && <div class="empty-next">{children}</div>}
  </div>
);
