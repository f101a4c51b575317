import { EmptyState } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { words } from '../text/words';
import { Page, Panel } from './page';

/** An address that leads nowhere, or (`goHome`) one that has done its work. */
export function NotFound({ goHome = false }: { goHome?: boolean }) {
  const t = words.value;
  const { route } = useLocation();
  useEffect(() => {
    if (goHome) route('/', true);
  }, [goHome]);
  if (goHome) return null;
  return (
    <Page title={t.shell.notFound}>
      <Panel>
        <EmptyState title={t.shell.notFound} text={t.shell.notFoundText}>
          <a class="button button-primary" href="/">
            {t.shell.home}
          </a>
        </EmptyState>
      </Panel>
    </Page>
  );
}
