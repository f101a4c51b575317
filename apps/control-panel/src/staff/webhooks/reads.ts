import {
  routes,
  type WebhookDeliveryDto,
  type WebhookEndpointDto,
  type WebhookState,
} from '@rocket/contracts';
import { call } from '../../api';
import { refresh, useList, useLoaded } from '../../load';

const keyOf = (code: string): string => `webhooks/${code}`;
const MOST = 200;

/** All addresses of a product: there are a handful. */
export const useWebhooks = (code: string) =>
  useLoaded(keyOf(code), () => call(routes.webhooks, { params: { code }, query: { limit: MOST } as never }));

export const useDeliveries = ({ product: code, id }: WebhookEndpointDto, state: WebhookState | undefined) =>
  useList<WebhookDeliveryDto>(`${keyOf(code)}/${id}/${state ?? ''}`, (cursor) =>
    call(routes.webhookDeliveries, {
      params: { code, id },
      query: { ...(state ? { state } : {}), limit: 50, cursor } as never,
    }),
  );

export const useDelivery = ({ product: code, id }: WebhookEndpointDto, eventId: string) =>
  useLoaded(`${keyOf(code)}/${id}/event/${eventId}`, () =>
    call(routes.webhookDelivery, { params: { code, id, eventId } }),
  );

export const refreshWebhooks = (code: string): void => {
  refresh(keyOf(code));
  refresh('webhook-troubles');
};
