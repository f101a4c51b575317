import { routes } from '@rocket/contracts';
import { Person } from './person';
import type { World } from './world';

export const ANNA = 1001;
export const PETR = 1002;

/** A company in the fake amoCRM: Anna administers it, Petr works in it. */
export function companyInAmocrm(world: World, id: number, subdomain: string, name: string): void {
  world.amocrm.addAccount({
    id,
    subdomain,
    name,
    users: [
      { id: ANNA, name: 'Анна Соколова', email: 'anna@romashka.example', isAdmin: true },
      { id: PETR, name: 'Пётр Ильин', email: 'petr@romashka.example' },
    ],
  });
}

/** A user of amoCRM with the widget open: the page of their account and a one-time token. */
export async function inWidget(
  world: World,
  accountId: number,
  userId: number,
  subdomain: string,
): Promise<Person> {
  const token = await world.amocrm.disposableToken(accountId, userId);
  return new Person(world.url, { 'x-auth-token': token, origin: `https://${subdomain}.amocrm.ru` });
}

/** The secret in a one-time panel link: it stands behind `#`, where no server log sees it. */
export async function panelSecret(widget: Person): Promise<string> {
  const { url } = await widget.asks(routes.panelLink);
  return new URL(url).hash.slice(1);
}

/** Whoever signs in to the panel with the secret of a one-time link. @throws Error when it is refused */
export async function inPanel(world: World, secret: string): Promise<Person> {
  const answer = await world.stranger.sends('POST', '/sessions/link', {
    body: { token: secret },
    headers: { origin: world.url },
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 201 || !cookie) throw new Error(`The link was refused: ${answer.text}`);
  return new Person(world.url, { cookie, origin: world.url });
}
