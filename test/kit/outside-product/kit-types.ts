// The kit says the market's types again, because it may stand on nothing of ours. This does not compile when they differ.
import type { CountedBatchDto, CountedUsageDto, EntitlementDto, webhookBodies } from '@rocket/contracts';
import type { z } from 'zod';
import type { CountedEvent, CountedUsage, Entitlement, HookEvent } from '@rocket-market/product-kit';

type Says<Market extends Kit, Kit> = Market;
type Told = z.infer<(typeof webhookBodies)[keyof typeof webhookBodies]['body']>;

export type Same = [
  Says<EntitlementDto, Entitlement>,
  Says<CountedUsageDto, CountedUsage>,
  Says<CountedBatchDto['items'][number], CountedEvent>,
  Says<Told, HookEvent>,
];
