import { z } from 'zod';
import { uuid } from './primitives';

/** A project as whatever belongs to it names it. */
export const projectName = z.object({ id: uuid, name: z.string() });
