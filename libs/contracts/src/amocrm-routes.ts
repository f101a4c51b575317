import * as notices from './notices';
import { route } from './route';

/** amoCRM and the widget. */
export const amocrmRoutes = {
  // amoCRM and the widget
  oauthCallback: route({
    method: 'GET',
    path: '/amocrm/oauth/callback',
    tag: 'amoCRM',
    who: 'amoCRM',
    summary: 'Where amoCRM sends the authorisation code',
    answerType: 'text/html',
  }),
  oauthStart: route({
    method: 'GET',
    path: '/amocrm/oauth/start',
    tag: 'amoCRM',
    who: 'public',
    summary: 'Sends the browser to amoCRM to grant access: the Connect button',
    query: notices.oauthStart,
    status: 302,
  }),
  amocrmSignIn: route({
    method: 'GET',
    path: '/amocrm/sign-in',
    tag: 'Sign-in',
    who: 'public',
    summary: 'Sends the browser to amoCRM to sign a user of an account in',
    query: notices.oauthStart,
    status: 302,
  }),
  uninstallHook: route({
    method: 'GET',
    path: '/amocrm/hooks/uninstall',
    tag: 'amoCRM',
    who: 'amoCRM',
    summary: 'amoCRM says that access was revoked',
  }),
  widgetState: route({
    method: 'GET',
    path: '/widget/state',
    tag: 'Widget',
    who: 'widget',
    summary: 'Account, balance, banner and product cards',
    query: notices.widgetQuery,
    answer: notices.widgetState,
  }),
  widgetNotices: route({
    method: 'GET',
    path: '/widget/notices',
    tag: 'Widget',
    who: 'widget',
    summary: 'Notices for the caller (ETag), in the language of the page',
    query: notices.widgetQuery,
    answer: notices.widgetNotices,
  }),
  noticeSeen: route({
    method: 'POST',
    path: '/widget/notices/:id/seen',
    tag: 'Widget',
    who: 'widget',
    summary: 'The caller has seen a notice',
    status: 204,
  }),
  widgetStream: route({
    method: 'GET',
    path: '/widget/stream',
    tag: 'Widget',
    who: 'widget',
    summary: 'Server-sent events: something new',
    answerType: 'text/event-stream',
  }),
  panelLink: route({
    method: 'POST',
    path: '/widget/panel-link',
    tag: 'Widget',
    who: 'widget',
    summary: 'A one-time link that signs the caller in to the panel',
    answer: notices.panelLink,
  }),
} as const;
