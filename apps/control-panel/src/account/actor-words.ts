import type { MeDto } from '@rocket/contracts';
import type { Words } from '../text/words';

/** Who did it. The journal keeps ids (`staff:<id>`, `user:<id>`, a name of a job); one's own is told by name. */
export function actorWords(t: Words, actor: string, me: MeDto | null | undefined): string {
  const [kind = '', id = ''] = actor.split(':');
  if (me && id === me.id) return me.name;
  const known = (t.history.actors as Record<string, string | undefined>)[kind];
  if (kind === 'system') return known ?? kind;
  return known ? (id ? `${known} ${id.slice(-6)}` : known) : actor;
}
