import { ruWebhooks } from './ru-webhooks';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the catalogue of staff. */
export const webhookWords = () => pageWords('webhook', ruWebhooks);
