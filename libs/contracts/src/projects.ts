import { z } from 'zod';
import { page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { subscription } from './subscriptions';
import { CUSTOMER, SPENDER } from './who';

const name = z.string().trim().min(1, 'Назовите проект').max(100, 'Не длиннее 100 знаков');
const HOURS = 'Целое число часов, от 0 до 168';

export const projectsQuery = pageQuery.extend({ product: z.string().min(1).max(60).optional() });
export const createProject = z.strictObject({ productCode: z.string().min(1).max(60), name });
export const changeProject = z.strictObject({ name });

/** For how long the token in use goes on working beside the new one: a day unless told; 0: it is over at once. */
export const issueProjectToken = z
  .strictObject({ overlapHours: z.number().int(HOURS).min(0, HOURS).max(168, HOURS).optional() })
  .optional();

/** What is shown of a token: never the token itself. */
export const projectTokenRow = z.object({
  lastFour: z.string(),
  createdAt: z.string(),
  /** Another one has taken its place: until then it works still. */
  worksUntil: z.string().nullable(),
});

export const project = z
  .object({
    id: uuid,
    productCode: z.string(),
    name: z.string(),
    createdAt: z.string(),
    /** Those that work, the newest first. Given when a tariff of the project is connected, never before (QSockets 3.2.2). */
    tokens: z.array(projectTokenRow),
    /** What is connected for it, else what ended last; null: nothing ever was. */
    subscription: subscription.nullable(),
  })
  .meta({ id: 'Project' });

export const newProjectToken = projectTokenRow
  .extend({ token: z.string().meta({ description: 'Shown once; only a hash of it is kept' }) })
  .meta({ id: 'NewProjectToken' });

/** The instances of a product that a customer has side by side. */
export const projectRoutes = {
  projects: route({
    method: 'GET',
    path: '/accounts/:id/projects',
    tag: 'Projects',
    who: CUSTOMER,
    summary: 'Projects of the account, newest first',
    query: projectsQuery,
    answer: page(project),
  }),
  createProject: route({
    method: 'POST',
    path: '/accounts/:id/projects',
    tag: 'Projects',
    who: SPENDER,
    summary:
      'Makes a project of a product that has them; a tariff is connected to it by `project` of the subscription',
    body: createProject,
    answer: project,
  }),
  changeProject: route({
    method: 'PATCH',
    path: '/accounts/:id/projects/:projectId',
    tag: 'Projects',
    who: SPENDER,
    summary: 'Gives a project another name',
    body: changeProject,
    answer: project,
  }),
  deleteProject: route({
    method: 'DELETE',
    path: '/accounts/:id/projects/:projectId',
    tag: 'Projects',
    who: SPENDER,
    summary:
      'Deletes a project: its tokens are over and what is connected for it ends at once, nothing is credited',
    status: 204,
  }),
  issueProjectToken: route({
    method: 'POST',
    path: '/accounts/:id/projects/:projectId/token',
    tag: 'Projects',
    who: SPENDER,
    summary:
      'Gives a project its token, or another one beside which the old one works for a while; shown once',
    body: issueProjectToken,
    answer: newProjectToken,
  }),
} as const;

export type ProjectDto = z.infer<typeof project>;
export type CreateProjectDto = z.infer<typeof createProject>;
export type NewProjectTokenDto = z.infer<typeof newProjectToken>;
