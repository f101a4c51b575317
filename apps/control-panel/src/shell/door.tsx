import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../text/words';
import { Preferences } from './frame';
import { Brand } from './icons';

/** A screen before the panel: whose it is, how it looks, and one thing to do. */
export function Door({ title, children }: { title: string; children: ComponentChildren }) {
  const t = words.value;
  useEffect(() => {
    document.title = `${title} · ${t.brand}`;
  }, [title, t]);
  return (
    <main class="door">
      <div class="door-box">
        <header class="door-head">
          <Brand name={t.brand} />
          <span class="door-preferences">
            <Preferences />
          </span>
        </header>
        {children}
      </div>
    </main>
  );
}
