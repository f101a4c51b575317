import { isIP } from 'node:net';
import { mayConnectTo } from './judge-address';

export interface WebhookMode {
  /** A sandbox may speak http. */
  readonly sandbox: boolean;
  /** This machine itself may be told, at any port. */
  readonly toLoopback: boolean;
}

const PORTS = { 'https:': ['', '443', '8443'], 'http:': ['', '80'] } as const;

/** The host of a URL as sockets want it: an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Why an address cannot be told, in a sentence for a person; null: it may be tried. Where a name leads is judged at every request
 * anew, because it may lead elsewhere the next time.
 */
export function whyNotTold(address: string, mode: WebhookMode): string | null {
  const url = new URL(address);
  const host = hostOf(url);
  const isHere =
    host === 'localhost' || (isIP(host) !== 0 && !mayConnectTo(host, false) && mayConnectTo(host, true));
  if (isHere)
    return mode.toLoopback ? null : 'Адрес этого же компьютера не подойдёт: нужен адрес в интернете';
  if (url.protocol === 'http:' && !mode.sandbox) return 'Нужен адрес https://';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Нужен адрес https://';
  const ports: readonly string[] = PORTS[url.protocol];
  if (!ports.includes(url.port)) return `Порт может быть ${ports.filter(Boolean).join(' или ')}`;
  if (isIP(host) !== 0)
    return mayConnectTo(host, false) ? null : 'Это адрес внутренней сети: нужен адрес в интернете';
  return host.includes('.') ? null : 'Это имя внутренней сети: нужен адрес в интернете';
}
