import { routes, type Route } from '@rocket/contracts';
import { z } from 'zod';
import type { Schema } from './values';

/** A door of the contract, as whoever knocks at it sees it. */
export interface Door {
  readonly name: string;
  readonly route: Route;
  readonly parameters: readonly string[];
  readonly body: Schema | null;
  readonly query: Schema | null;
  lookUp(ref: string): Schema;
}

/** Doors that end the story for everybody: they move the clock, begin anew, or hold the connection for good. */
const LEFT_OUT = new Set(['sandboxReset', 'sandboxMoveClock', 'sandboxScheduler', 'widgetStream', 'signOut']);

export const doors: readonly Door[] = Object.entries(routes as Record<string, Route>)
  .filter(([name]) => !LEFT_OUT.has(name))
  .map(([name, route]) => {
    const definitions: Record<string, Schema> = {};
    const printed = (schema: z.ZodType | undefined): Schema | null => {
      if (!schema) return null;
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema & {
        $defs?: Record<string, Schema>;
      };
      Object.assign(definitions, json.$defs);
      return json;
    };
    return {
      name,
      route,
      parameters: [...route.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter!),
      body: printed(route.body),
      query: printed(route.query),
      lookUp: (ref) => definitions[ref.split('/').at(-1)!] ?? {},
    };
  });
