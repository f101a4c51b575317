import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../text/words';

/** Set by the first screen: later ones were reached by a link, so the heading takes the focus and is read out. */
let arrived = false;

/** A screen: its title (also the window's), what can be done with all of it, and its parts. */
export function Page({
  title,
  actions,
  lead,
  children,
}: {
  title: string;
  actions?: ComponentChildren;
  lead?: ComponentChildren;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words.peek().brand}`;
  }, [title]);
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true });
    arrived = true;
    window.scrollTo(0, 0);
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div class="page-lead">{lead}</div>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a screen. */
export const Panel = ({
  title,
  aside,
  padded = false,
  children,
}: {
  title?: string;
  aside?: ComponentChildren;
  padded?: boolean;
  children: ComponentChildren;
}) => (
  <section class="panel" aria-label={title}>
    {(title || aside) && (
      <header class="panel-head">
        {title && <h2>{title}</h2>}
        {aside}
      </header>
    )}
    <div class={padded ? 'panel-body' : ''}>{children}</div>
  </section>
);

/** The pairs of a summary: what, and how much. */
export const Facts = ({ items }: { items: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {items.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
