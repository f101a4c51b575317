import type { AjaxOptions, Deferred, Query, QueryFactory, Thenable } from './types';

/**
 * The few dozen methods of jQuery that a widget may call on an amoCRM page. Sent to the browser as its own text,
 * so it refers to nothing outside of itself.
 */
export function miniJquery(): QueryFactory {
  type Bound = { type: string; name: string; listener: EventListener };
  type Content = string | Element | Query;
  const bound = new WeakMap<EventTarget, Bound[]>();

  function nodesOf(content: Content): Element[] {
    if (typeof content !== 'string') return content instanceof Element ? [content] : [...content];
    const template = document.createElement('template');
    template.innerHTML = content.trim();
    return [...template.content.children];
  }

  class Found {
    readonly length: number;
    readonly [index: number]: Element;
    constructor(private readonly list: Element[]) {
      this.length = list.length;
      Object.assign(this, list);
    }
    [Symbol.iterator](): Iterator<Element> {
      return this.list[Symbol.iterator]();
    }
    private all(act: (element: HTMLElement) => void): this {
      this.list.forEach((element) => act(element as HTMLElement));
      return this;
    }
    get(index?: number): unknown {
      return index === undefined ? [...this.list] : this.list.at(index);
    }
    each(visit: (this: Element, index: number, element: Element) => void): this {
      this.list.forEach((element, index) => visit.call(element, index, element));
      return this;
    }
    find(selector: string): Found {
      return new Found([...new Set(this.list.flatMap((element) => [...element.querySelectorAll(selector)]))]);
    }
    closest(selector: string): Found {
      return new Found(this.list.flatMap((element) => element.closest(selector) ?? []));
    }
    parent(): Found {
      return new Found(this.list.flatMap((element) => element.parentElement ?? []));
    }
    children(): Found {
      return new Found(this.list.flatMap((element) => [...element.children]));
    }
    first(): Found {
      return this.eq(0);
    }
    eq(index: number): Found {
      return new Found(this.list.slice(index, index + 1));
    }
    filter(selector: string): Found {
      return new Found(this.list.filter((element) => element.matches(selector)));
    }
    is(selector: string): boolean {
      return this.list.some((element) => element.matches(selector));
    }
    html(content?: Content): unknown {
      if (content === undefined) return this.list[0]?.innerHTML ?? '';
      return this.all((element) => {
        if (typeof content === 'string') element.innerHTML = content;
        else element.replaceChildren(...nodesOf(content));
      });
    }
    text(content?: string): unknown {
      if (content === undefined) return this.list.map((element) => element.textContent).join('');
      return this.all((element) => (element.textContent = content));
    }
    append(...content: Content[]): this {
      return this.all((element) => element.append(...content.flatMap(nodesOf)));
    }
    prepend(...content: Content[]): this {
      return this.all((element) => element.prepend(...content.flatMap(nodesOf)));
    }
    appendTo(target: Content): this {
      const to = typeof target === 'string' ? document.querySelector(target) : nodesOf(target)[0];
      to?.append(...this.list);
      return this;
    }
    empty(): this {
      return this.all((element) => element.replaceChildren());
    }
    remove(): this {
      return this.all((element) => element.remove());
    }
    attr(name: string, value?: string): unknown {
      if (value === undefined) return this.list[0]?.getAttribute(name) ?? undefined;
      return this.all((element) => element.setAttribute(name, value));
    }
    removeAttr(name: string): this {
      return this.all((element) => element.removeAttribute(name));
    }
    prop(name: string, value?: unknown): unknown {
      if (value === undefined)
        return (this.list[0] as unknown as Record<string, unknown> | undefined)?.[name];
      return this.all((element) => Object.assign(element, { [name]: value }));
    }
    data(name: string): string | undefined {
      return (this.list[0] as HTMLElement | undefined)?.dataset[name];
    }
    val(value?: string): unknown {
      if (value === undefined) return (this.list[0] as HTMLInputElement | undefined)?.value;
      return this.all((element) => ((element as HTMLInputElement).value = value));
    }
    css(name: string, value: string): this {
      return this.all((element) => element.style.setProperty(name, value));
    }
    addClass(names: string): this {
      return this.all((element) => element.classList.add(...names.split(/\s+/).filter(Boolean)));
    }
    removeClass(names: string): this {
      return this.all((element) => element.classList.remove(...names.split(/\s+/).filter(Boolean)));
    }
    toggleClass(name: string, on?: boolean): this {
      return this.all((element) => element.classList.toggle(name, on));
    }
    hasClass(name: string): boolean {
      return this.list.some((element) => element.classList.contains(name));
    }
    show(): this {
      return this.all((element) => (element.hidden = false));
    }
    hide(): this {
      return this.all((element) => (element.hidden = true));
    }
    on(types: string, second: unknown, third?: unknown): this {
      const selector = typeof second === 'string' ? second : null;
      const listener = (selector === null ? second : third) as (this: Element, ...args: unknown[]) => unknown;
      return this.all((element) => {
        for (const name of types.split(/\s+/)) {
          const type = name.split('.')[0] ?? name;
          const handle = (event: Event): void => {
            const hit = selector === null ? element : (event.target as Element).closest(selector);
            if (!hit) return;
            const extra = event instanceof CustomEvent ? ((event.detail as unknown[] | null) ?? []) : [];
            if (listener.call(hit, event, ...extra) === false) {
              event.preventDefault();
              event.stopPropagation();
            }
          };
          element.addEventListener(type, handle);
          bound.set(element, [...(bound.get(element) ?? []), { type, name, listener: handle }]);
        }
      });
    }
    off(types?: string): this {
      return this.all((element) => {
        const [type, space] = (types ?? '').split('.');
        const gone = (bound.get(element) ?? []).filter(
          (one) => (!type || one.type === type) && (!space || one.name.endsWith(`.${space}`)),
        );
        gone.forEach((one) => element.removeEventListener(one.type, one.listener));
        bound.set(
          element,
          (bound.get(element) ?? []).filter((one) => !gone.includes(one)),
        );
      });
    }
    trigger(type: string, extra?: unknown[]): this {
      const options = { bubbles: true, cancelable: true, detail: extra ?? null };
      return this.all((element) => {
        if (type === 'click') element.click();
        else element.dispatchEvent(new CustomEvent(type, options));
      });
    }
  }

  function deferred<T>(): Deferred<T> {
    let settle!: { resolve: (value: T) => void; reject: (reason: unknown) => void };
    let state = 'pending';
    const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
    // Whoever listens with fail() has heard; a bare jQuery promise never complains of a missing listener.
    promise.catch(() => undefined);
    const self: Deferred<T> = {
      done: (callback) => (void promise.then(callback, () => undefined), self),
      fail: (callback) => (void promise.catch(callback), self),
      always: (callback) => (void promise.then(callback, callback), self),
      then: promise.then.bind(promise),
      catch: promise.catch.bind(promise),
      state: () => state,
      promise: () => self as Thenable<T>,
      resolve: (value) => ((state = 'resolved'), settle.resolve(value as T), self),
      reject: (reason) => ((state = 'rejected'), settle.reject(reason), self),
    };
    return self;
  }

  function ajax(options: AjaxOptions): Thenable {
    const answer = deferred();
    const method = (options.method ?? options.type ?? 'GET').toUpperCase();
    const xhr = new XMLHttpRequest();
    let url = options.url;
    let body: string | null = null;
    const { data } = options;
    const encoded =
      data === undefined || data === null || typeof data === 'string'
        ? (data ?? '')
        : new URLSearchParams(data as Record<string, string>).toString();
    if (method === 'GET' && encoded !== '') url += (url.includes('?') ? '&' : '?') + encoded;
    else if (encoded !== '') body = encoded;
    xhr.open(method, url);
    const type = options.contentType ?? 'application/x-www-form-urlencoded; charset=UTF-8';
    if (body !== null && type !== false) xhr.setRequestHeader('Content-Type', type);
    Object.entries(options.headers ?? {}).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.onload = () => {
      let parsed: unknown = xhr.responseText;
      const json = options.dataType === 'json' || /json/.test(xhr.getResponseHeader('Content-Type') ?? '');
      if (json && xhr.responseText !== '') {
        try {
          parsed = JSON.parse(xhr.responseText);
        } catch {
          options.error?.(xhr, 'parsererror', '');
          answer.reject(xhr);
          return;
        }
      }
      Object.assign(xhr, { responseJSON: parsed });
      if (xhr.status >= 200 && xhr.status < 300) {
        options.success?.(parsed, 'success', xhr);
        answer.resolve(parsed);
      } else {
        options.error?.(xhr, 'error', xhr.statusText);
        answer.reject(xhr);
      }
      options.complete?.(xhr, 'done');
    };
    xhr.onerror = () => {
      options.error?.(xhr, 'error', '');
      answer.reject(xhr);
      options.complete?.(xhr, 'error');
    };
    xhr.send(body);
    return answer;
  }

  const query = ((what: unknown, context?: Element | Query): unknown => {
    if (typeof what === 'function') {
      if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void what());
      else what();
      return new Found([document.documentElement]);
    }
    if (what instanceof Found) return what;
    if (what === null || what === undefined) return new Found([]);
    if (typeof what !== 'string') return new Found([what as Element]);
    if (what.trim().startsWith('<')) return new Found(nodesOf(what));
    const root = context instanceof Element ? context : (context?.[0] ?? document);
    return new Found([...root.querySelectorAll(what)]);
  }) as QueryFactory;
  query.fn = Found.prototype as unknown as Record<string, unknown>;
  query.ajax = ajax;
  query.Deferred = deferred;
  query.extend = (target, ...sources) => Object.assign(target, ...sources) as typeof target;
  return query;
}
