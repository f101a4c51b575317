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
  readonly widgetCode: string;
}

export interface Deferred<T = unknown> extends Thenable<T> {
  resolve(value?: T): Deferred<T>;
  reject(reason?: unknown): Deferred<T>;
  promise(): Thenable<T>;
}
export interface Thenable<T = unknown> {
  done(callback: (value: T) => void): Thenable<T>;
  fail(callback: (reason: unknown) => void): Thenable<T>;
  always(callback: () => void): Thenable<T>;
  then: Promise<T>['then'];
  catch: Promise<T>['catch'];
  state(): string;
}

export interface AjaxOptions {
  readonly url: string;
  readonly method?: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly contentType?: string | false;
  readonly dataType?: string;
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
  Deferred<T = unknown>(): Deferred<T>;
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
  readonly Modal: ModalConstructor;
  /** Where we are: `lcard`, `llist`, `settings`, `advanced_settings`, `widget_page`. */
  setArea(area: string): void;
  equip(Widget: WidgetConstructor, manifest: Manifest, words: object): void;
  word(words: object, path: string): string;
}
