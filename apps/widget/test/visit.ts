import { fireEvent, within } from '@testing-library/preact';
import type { AmoWidget } from '../src/amocrm/amocrm-page';
import { ApiServer, inside, makeWidget } from './outside';

/** One open page of amoCRM with the real script in it, over an API of its own. Use with `beforeEach` and `afterEach`. */
export class Visit {
  readonly server = new ApiServer();
  /** Whether the file beside script.js can be fetched. */
  screens: 'there' | 'missing' = 'there';
  private origin = '';
  private readonly widgets: ReturnType<typeof makeWidget>[] = [];

  static async begin(): Promise<Visit> {
    const visit = new Visit();
    visit.origin = await visit.server.start();
    // jsdom prints every request that is cut off at the end of a spec.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    sessionStorage.clear();
    document.body.innerHTML = '';
    return visit;
  }

  /** @throws when something of ours broke and was not cleared away: a spec that breaks us on purpose does that itself */
  async end(): Promise<void> {
    const broken = [...document.querySelectorAll('[data-rocket-widget]')]
      .map((host) => host.shadowRoot?.querySelector('.broken')?.textContent)
      .filter(Boolean);
    for (const widget of this.widgets) widget.callbacks.destroy();
    delete (window as { APP?: unknown }).APP;
    jest.restoreAllMocks();
    await this.server.stop();
    expect(broken).toEqual([]);
  }

  /** script.js loaded anew; `more` is what amoCRM gives otherwise than usual. */
  async load(more: Partial<AmoWidget> = {}): Promise<ReturnType<typeof makeWidget>> {
    jest.resetModules();
    const { default: CustomWidget } = await import('../src/entry');
    // What the build's `define` asks RequireJS for.
    const screens = await import('../src/screens');
    const lend: typeof rocketRequire = (_names, loaded, failed) =>
      this.screens === 'there' ? loaded(screens.default) : failed(new Error('Script error'));
    Object.defineProperty(globalThis, 'rocketRequire', {
      value: lend,
      configurable: true,
      enumerable: false,
    });
    const widget = makeWidget(CustomWidget as unknown as new () => unknown, this.origin, more);
    this.widgets.push(widget);
    return widget;
  }

  /** Loaded and called as amoCRM calls it when a page opens. */
  async enter(more: Partial<AmoWidget> = {}): Promise<ReturnType<typeof makeWidget>> {
    const widget = await this.load(more);
    widget.callbacks.render();
    widget.callbacks.init();
    widget.callbacks.bind_actions();
    return widget;
  }
}

export const corner = () => within(inside());

/** Presses the button in the corner. */
export async function openPanel() {
  fireEvent.click(corner().getByRole('button', { expanded: false }));
  return within(await corner().findByRole('dialog'));
}
