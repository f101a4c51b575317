import type { SubscriptionDto } from '@rocket/contracts';

/** What is connected, by the name people tell it by: with its project, where a product has several side by side. */
export const fullName = ({
  productName,
  project,
}: Pick<SubscriptionDto, 'productName' | 'project'>): string =>
  project ? `${productName} · ${project.name}` : productName;
