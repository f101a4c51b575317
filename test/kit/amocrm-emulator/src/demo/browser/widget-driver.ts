import type { AmoSdk, DemoSettings, Manifest, Query, WidgetCallbacks, WidgetConstructor } from './types';

interface RequireJs {
  require(names: string[], loaded: (module: unknown) => void, failed: (error: Error) => void): void;
}

/** Drives the real script.js through the life amoCRM gives it. */
export interface WidgetDriver {
  readonly manifest: Manifest;
  readonly words: object;
  /** Leaves the area we are in and enters another; the page's HTML must already be there. */
  enter(area: string): void;
  settings(body: Query): void;
  advancedSettings(): void;
  menuPage(item: string, subitem: string | undefined): void;
  save(active: 'Y' | 'N', fields: Record<string, string>): boolean;
  /** As when the administrator switches the widget off. */
  disable(): void;
}

/**
 * Loads manifest, dictionary and script, and returns the driver; an Error tells what is missing. With
 * `init_once` only `render` is called again in a new area, and `destroy` is called on leaving one: the harsher
 * reading of facts §3.5. Sent to the browser as its own text.
 */
export async function widgetDriver(sdk: AmoSdk, demo: DemoSettings): Promise<WidgetDriver> {
  async function json<T>(name: string): Promise<T> {
    const answer = await fetch(`${demo.widgetPath}${name}`, { cache: 'no-store' });
    if (!answer.ok) throw new Error(`${demo.widgetPath}${name}: ${answer.status}`);
    return (await answer.json()) as T;
  }
  const manifest = await json<Manifest>('manifest.json');
  const words = await json<object>(`i18n/${sdk.language}.json`);
  const address = `${demo.widgetPath}script.js?v=${manifest.widget?.version ?? ''}`;
  const Widget = await new Promise<WidgetConstructor>((resolve, reject) =>
    (window as unknown as RequireJs).require(
      [address],
      (loaded) => resolve(loaded as WidgetConstructor),
      reject,
    ),
  );
  if (typeof Widget !== 'function') throw new Error('script.js не вернул конструктор виджета');
  sdk.equip(Widget, manifest, words);
  const widget = new Widget();
  const log: string[] = [];
  Object.assign(window, { __rocketDemo: { widget, log } });

  const { installed } = demo.accounts.find(({ id }) => id === demo.accountId)!;
  let running = false;
  let initialised = false;
  const call = (name: keyof WidgetCallbacks, ...args: unknown[]): unknown => {
    log.push(name);
    const callback = widget.callbacks[name] as ((...given: unknown[]) => unknown) | undefined;
    return callback?.apply(widget.callbacks, args);
  };
  const belongs = (area: string): boolean =>
    (manifest.locations ?? []).some(
      (place) => place === 'everywhere' || place.replace(/-[01]$/, '') === area,
    );

  return {
    manifest,
    words,
    enter(area) {
      if (running) call('destroy');
      // Before it is installed a widget lives in its settings only.
      running = belongs(area) && (installed || area === 'settings');
      sdk.setArea(area);
      // A render that does not say true keeps init and bind_actions from running.
      if (!running || call('render') !== true) return;
      if (initialised && manifest.widget?.init_once === true) return;
      initialised = true;
      call('init');
      call('bind_actions');
    },
    settings: (body) => void call('settings', body, {}),
    advancedSettings: () => void (running && call('advancedSettings')),
    menuPage(item, subitem) {
      const place = { location: 'widget_page', item_code: item };
      if (running) call('initMenuPage', subitem === undefined ? place : { ...place, subitem_code: subitem });
    },
    save: (active, fields) => call('onSave', { active, fields }) !== false,
    disable() {
      call('onSave', { active: 'N', fields: {} });
      call('destroy');
      running = false;
      initialised = false;
    },
  };
}
