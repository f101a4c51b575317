// Shapes shared by the browser part of the demo page. Types only: nothing of this file reaches the browser.

export interface DemoUser {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
  readonly isFree: boolean;
  readonly lang: string;
}

export interface DemoAccount {
  readonly id: number;
  readonly name: string;
  readonly subdomain: string;
  readonly host: string;
  readonly timeZone: string;
  readonly installed: boolean;
  readonly users: readonly DemoUser[];
}

/** What the server writes into the page. */
export interface DemoSettings {
  readonly accounts: readonly DemoAccount[];
  readonly accountId: number;
  readonly userId: number;
  readonly clientId: string;
  readonly widgetPath: string;
  /** Somebody else's panel in the card of a lead. */
  readonly product: { readonly clientId: string; readonly cardUrl: string; readonly title: string } | null;
  readonly widgetCode: string;
}

/** jQuery 2's promise: callbacks get several values, for `$.ajax` body, status word and request. */
export interface Thenable {
  done(callback: (...given: unknown[]) => unknown): Thenable;
  fail(callback: (...given: unknown[]) => unknown): Thenable;
  always(callback: (...given: unknown[]) => unknown): Thenable;
  then(
    ok?: ((...given: unknown[]) => unknown) | null,
    no?: ((...given: unknown[]) => unknown) | null,
  ): Thenable;
  state(): string;
  promise(): Thenable;
}
export interface Deferred extends Thenable {
  resolve(...given: unknown[]): Deferred;
  reject(...given: unknown[]): Deferred;
}

export interface AjaxOptions {
  readonly url: string;
  readonly method?: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly contentType?: string | false;
  readonly dataType?: string;
  /** Milliseconds; 0 waits for ever. */
  readonly timeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly success?: (data: unknown, status: string, xhr: unknown) => void;
  readonly error?: (xhr: unknown, status: string, text: string) => void;
  readonly complete?: (xhr: unknown, status: string) => void;
}

type Listener = (this: Element, event: Event, ...extra: unknown[]) => unknown;

/** As much of jQuery as widgets and this page use. */
export interface Query extends Iterable<Element> {
  readonly length: number;
  readonly [index: number]: Element;
  get(): Element[];
  get(index: number): Element | undefined;
  each(visit: (this: Element, index: number, element: Element) => void): Query;
  find(selector: string): Query;
  closest(selector: string): Query;
  parent(): Query;
  children(): Query;
  first(): Query;
  eq(index: number): Query;
  filter(selector: string): Query;
  is(selector: string): boolean;
  html(): string;
  html(content: string | Element | Query): Query;
  text(): string;
  text(content: string): Query;
  append(...content: (string | Element | Query)[]): Query;
  prepend(...content: (string | Element | Query)[]): Query;
  appendTo(target: string | Element | Query): Query;
  empty(): Query;
  remove(): Query;
  attr(name: string): string | undefined;
  attr(name: string, value: string): Query;
  removeAttr(name: string): Query;
  prop(name: string): unknown;
  prop(name: string, value: unknown): Query;
  data(name: string): string | undefined;
  val(): string | undefined;
  val(value: string): Query;
  css(name: string, value: string): Query;
  addClass(names: string): Query;
  removeClass(names: string): Query;
  toggleClass(name: string, on?: boolean): Query;
  hasClass(name: string): boolean;
  show(): Query;
  hide(): Query;
  on(types: string, selector: string, listener: Listener): Query;
  on(types: string, listener: Listener): Query;
  off(types?: string): Query;
  trigger(type: string, extra?: unknown[]): Query;
}

export interface QueryFactory {
  (what: string | Element | Document | Window | Query | (() => void), context?: Element | Query): Query;
  fn: Record<string, unknown>;
  ajax(options: AjaxOptions): Thenable;
  Deferred(): Deferred;
  extend<T extends object>(target: T, ...sources: object[]): T;
}

/** What amoCRM calls in a widget (facts §3.5). */
export interface WidgetCallbacks {
  render?(): unknown;
  init?(): unknown;
  bind_actions?(): unknown;
  settings?(body: Query, context: object): unknown;
  advancedSettings?(): unknown;
  initMenuPage?(place: { location: string; item_code: string; subitem_code?: string }): unknown;
  onSave?(saved: { active: 'Y' | 'N'; fields: Record<string, string> }): unknown;
  destroy?(): unknown;
}
export interface WidgetInstance {
  callbacks: WidgetCallbacks;
}
export type WidgetConstructor = new () => WidgetInstance;

export interface Manifest {
  readonly widget?: { readonly version?: string; readonly init_once?: boolean; readonly name?: string };
  readonly locations?: readonly string[];
  readonly settings?: Readonly<Record<string, { name: string; type: string; required?: boolean }>>;
  readonly advanced?: { readonly title?: string };
  readonly left_menu?: Readonly<
    Record<string, { title: string; submenu?: Readonly<Record<string, { title: string; sort?: number }>> }>
  >;
}

export interface Toast {
  readonly header?: string;
  readonly text?: string;
  readonly link?: string;
  readonly icon?: string;
  readonly date?: number;
}

export type ModalConstructor = new (options: {
  class_name?: string;
  init?: (body: Query) => void;
  destroy?: () => unknown;
}) => { destroy(): void };

/** What the page's amoCRM half offers to its other halves. */
export interface AmoSdk {
  /** Of the page's user: names the dictionary of a widget. */
  readonly language: string;
  readonly Modal: ModalConstructor;
  /** Where we are: `lcard`, `llist`, `settings`, `advanced_settings`, `widget_page`. */
  setArea(area: string): void;
  equip(Widget: WidgetConstructor, manifest: Manifest, words: object): void;
  word(words: object, path: string): string;
}
