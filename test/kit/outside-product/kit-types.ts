// The kit says the market's types again, because it may stand on nothing of ours. This does not compile when they differ.
import type { CountedBatchDto, CountedUsageDto, EntitlementDto } from '@rocket/contracts';
import type { CountedEvent, CountedUsage, Entitlement } from '@rocket-market/product-kit';

type Says<Market extends Kit, Kit> = Market;

export type Same = [
  Says<EntitlementDto, Entitlement>,
  Says<CountedUsageDto, CountedUsage>,
  Says<CountedBatchDto['items'][number], CountedEvent>,
];
