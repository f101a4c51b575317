import type { Route } from './route';
import { routes, type RouteName } from './routes';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Machines, and doors that change nothing of anybody's; who signed in is written down by the sign-in itself. */
const TAGS_LEFT_OUT: ReadonlySet<string> = new Set(['Sandbox', 'Sign-in', 'For products', 'amoCRM']);
const LEFT_OUT: ReadonlySet<string> = new Set<RouteName>([
  'noticeSeen',
  'noticeAcknowledged',
  'streamPass',
  'panelLink',
  'widgetTrouble',
  // Nobody has signed in there.
  'robokassaResult',
  'yookassaNotification',
  'unsubscribe',
  // These only show what an act would do.
  'previewAnnouncement',
  'previewPriceChange',
  'previewPromotion',
  'previewGrant',
  'previewRevocation',
  'previewAdjustment',
  'previewTrialExtension',
]);

/** Of the doors for machines those that a person uses: a key of a product opens what customers have. */
const TAKEN_IN: ReadonlySet<string> = new Set<RouteName>([
  'createKey',
  'rotateKey',
  'revokeKey',
  'rotateLicenceKey',
]);

/** Whether a person who calls this route does something that is written down and told by its name. */
export const isActRoute = (name: RouteName): boolean => {
  const { method, tag }: Route = routes[name];
  return !READING.has(method) && (TAKEN_IN.has(name) || !TAGS_LEFT_OUT.has(tag)) && !LEFT_OUT.has(name);
};

/** Every act there is: each has a name for people in every language of the panel. */
export const actRouteNames = (Object.keys(routes) as RouteName[]).filter(isActRoute);
