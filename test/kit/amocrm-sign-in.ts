import { Person } from './person';
import type { World } from './world';

/** Browsers that sign in with the fake amoCRM: each goes there with a state and a cookie, and comes back with a code. */
export class AmocrmSignIn {
  constructor(
    private readonly world: World,
    /** The line every one of them calls itself by. */
    private readonly device: string,
  ) {}

  /** A browser is sent to amoCRM: the state it carries, and the cookie it keeps. @throws Error when it is not sent */
  async begins(): Promise<{ state: string; cookie: string }> {
    const answer = await this.world.stranger.sends('GET', '/amocrm/sign-in');
    const [cookie] =
      /^[^;]+(?=;.*; HttpOnly; SameSite=Lax; Max-Age=600$)/.exec(answer.headers.get('set-cookie')!) ?? [];
    const state = new URL(answer.headers.get('location')!).searchParams.get('state');
    if (answer.status !== 302 || !cookie || !state) throw new Error(`Not sent to amoCRM: ${answer.text}`);
    return { state, cookie };
  }

  /** Some browser comes back to one of the processes. */
  async comesBack(url: string, cookie: string | null, process = 0): Promise<Response> {
    const { pathname, search } = new URL(url);
    const headers = { 'user-agent': this.device, ...(cookie ? { cookie } : {}) };
    return fetch(this.world.urls[process]! + pathname + search, { redirect: 'manual', headers });
  }

  /** All of it, as a user of an account. */
  async as(user: number, account: number, process = 0): Promise<Response> {
    const { state, cookie } = await this.begins();
    return this.comesBack(await this.world.amocrm.authorize(account, state, user), cookie, process);
  }

  /** Whoever an answer signed in. */
  whoOf(answer: Response): Person {
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]!);
    return new Person(this.world.url, { cookie: cookies.find((one) => /^rm_session=./.test(one))! });
  }
}

/** Where an answer sends the browser. */
export const placeOf = (answer: Response): string | null => answer.headers.get('location');
