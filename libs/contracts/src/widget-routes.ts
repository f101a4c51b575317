import { route } from './route';
import * as widget from './widget';

/** What the widget asks beyond its state and its list. */
export const widgetRoutes = {
  noticeAcknowledged: route({
    method: 'POST',
    path: '/widget/notices/:id/acknowledged',
    tag: 'Widget',
    who: 'widget',
    summary: 'The caller says that a notice is understood',
    status: 204,
  }),
  streamPass: route({
    method: 'POST',
    path: '/widget/stream-pass',
    tag: 'Widget',
    who: 'widget',
    summary: 'A pass for the stream, sent as X-Auth-Token: amoCRM makes requests for a widget and no streams',
    answer: widget.streamPass,
  }),
  widgetShelf: route({
    method: 'GET',
    path: '/widget/shelf',
    tag: 'Widget',
    who: 'widget',
    summary: 'Products of the seller with prices for the units of this account, and what it has of them',
    query: widget.shelfQuery,
    answer: widget.shelf,
  }),
  connectionQuote: route({
    method: 'GET',
    path: '/widget/quote',
    tag: 'Widget',
    who: 'widget (owner, administrator, billing)',
    summary: 'What connecting would charge and when; refused as connecting would be, and nothing is kept',
    query: widget.connectionQuoteQuery,
    answer: widget.connectionQuote,
  }),
  widgetTrouble: route({
    method: 'POST',
    path: '/widget/troubles',
    tag: 'Widget',
    who: 'widget',
    summary: 'A mistake of the widget itself, told once by a page',
    body: widget.widgetTrouble,
    status: 204,
  }),
} as const;
