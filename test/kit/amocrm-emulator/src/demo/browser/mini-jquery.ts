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

  /** jQuery 2's own kind of promise: several values, called at once, and no `catch`. */
  function deferred(): Deferred {
    type Callback = (...given: unknown[]) => unknown;
    const waiting: Record<string, Callback[]> = { resolved: [], rejected: [] };
    let state = 'pending';
    let outcome: unknown[] = [];
    const listen = (wanted: string, callback: Callback | null | undefined): Deferred => {
      if (callback && state === wanted) callback(...outcome);
      else if (callback) waiting[wanted]?.push(callback);
      return self;
    };
    const settle =
      (next: string) =>
      (...given: unknown[]): Deferred => {
        if (state !== 'pending') return self;
        state = next;
        outcome = given;
        waiting[next]?.forEach((callback) => callback(...given));
        return self;
      };
    const self: Deferred = {
      done: (callback) => listen('resolved', callback),
      fail: (callback) => listen('rejected', callback),
      always: (callback) => (listen('resolved', callback), listen('rejected', callback)),
      then(ok, no) {
        const next = deferred();
        const pass =
          (callback: Callback | null | undefined, otherwise: Callback) =>
          (...given: unknown[]): void => {
            if (!callback) return void otherwise(...given);
            try {
              const result = callback(...given) as { then?: unknown } | undefined;
              if (typeof result?.then === 'function') result.then(next.resolve, next.reject);
              else next.resolve(result);
            } catch (error) {
              next.reject(error);
            }
          };
        listen('resolved', pass(ok, next.resolve));
        listen('rejected', pass(no, next.reject));
        return next.promise();
      },
      state: () => state,
      promise: () => self,
      resolve: settle('resolved'),
      reject: settle('rejected'),
    };
    return self;
  }

  function queryText(data: unknown): string {
    if (data === undefined || data === null) return '';
    return typeof data === 'string' ? data : new URLSearchParams(data as Record<string, string>).toString();
  }

  /** The body as jQuery would hand it over; throws where jQuery says `parsererror`. */
  function bodyOf(xhr: XMLHttpRequest, dataType: string | undefined): unknown {
    if (xhr.status === 204 || xhr.status === 304) return undefined;
    const json =
      dataType === 'json' ||
      (dataType === undefined && /json/.test(xhr.getResponseHeader('Content-Type') ?? ''));
    return json ? (JSON.parse(xhr.responseText) as unknown) : xhr.responseText;
  }

  function ajax(options: AjaxOptions): Thenable {
    const answer = deferred();
    const method = (options.method ?? options.type ?? 'GET').toUpperCase();
    const xhr = new XMLHttpRequest();
    const data = queryText(options.data);
    const inUrl = method === 'GET' && data !== '';
    xhr.open(method, inUrl ? `${options.url}${options.url.includes('?') ? '&' : '?'}${data}` : options.url);
    xhr.timeout = options.timeout ?? 0;
    const type = options.contentType ?? 'application/x-www-form-urlencoded; charset=UTF-8';
    if (!inUrl && data !== '' && type !== false) xhr.setRequestHeader('Content-Type', type);
    Object.entries(options.headers ?? {}).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    const fail = (status: string): void => {
      options.error?.(xhr, status, xhr.statusText);
      answer.reject(xhr, status, xhr.statusText);
      options.complete?.(xhr, status);
    };
    xhr.onload = () => {
      if ((xhr.status < 200 || xhr.status > 299) && xhr.status !== 304) return fail('error');
      let body: unknown;
      try {
        body = bodyOf(xhr, options.dataType);
      } catch {
        return fail('parsererror');
      }
      const status = { 204: 'nocontent', 304: 'notmodified' }[xhr.status] ?? 'success';
      options.success?.(body, status, xhr);
      answer.resolve(body, status, xhr);
      options.complete?.(xhr, status);
    };
    xhr.onerror = () => fail('error');
    xhr.ontimeout = () => fail('timeout');
    xhr.send(inUrl || data === '' ? null : data);
    return answer.promise();
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
