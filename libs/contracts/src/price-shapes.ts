import { z } from 'zod';
import { unitPrice } from './primitives';

/**
 * A step of a price: `unitPrice` holds for quantities up to and including `upTo`, null is the rest. `flatFee` is added once
 * when the step is reached (graduated) or is the one that holds (volume).
 */
export const priceTier = z.strictObject({
  upTo: z.number().int().min(1).max(1_000_000_000).nullable(),
  unitPrice,
  flatFee: unitPrice.optional(),
});

/** What a price is, besides its unit price: steps, or packs. */
export const priceShape = {
  tiers: z.array(priceTier).min(1).max(50).optional(),
  /** `graduated` (the default): each unit costs what its own step says; `volume`: all cost what the step of the whole quantity says. */
  tierMode: z.enum(['graduated', 'volume']).optional(),
  /** The unit price is for a pack of so many units; a started pack counts whole. */
  packSize: z.number().int().min(2).max(1_000_000).optional(),
};

interface Shape {
  readonly minQuantity?: number | undefined;
  readonly tiers?: readonly z.infer<typeof priceTier>[] | undefined;
  readonly tierMode?: 'graduated' | 'volume' | undefined;
  readonly packSize?: number | undefined;
}

/** Steps go up and only the last may be open; steps and packs are two different prices. */
export function checkShape(shape: Shape, context: z.RefinementCtx): void {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { tiers, tierMode, packSize, minQuantity = 1 } = shape;
  if (tiers && packSize !== undefined) complain(['packSize'], 'Цена либо ступенями, либо за пакет');
  if (!tiers && tierMode !== undefined) complain(['tierMode'], 'Способ счёта есть только у ступеней');
  tiers?.forEach(({ upTo }, index) => {
    const before = index === 0 ? 0 : tiers[index - 1]!.upTo;
    const isLast = index === tiers.length - 1;
    if (upTo === null && !isLast)
      complain(['tiers', index, 'upTo'], 'Без границы — только последняя ступень');
    else if (upTo !== null && before !== null && upTo <= before)
      complain(['tiers', index, 'upTo'], `Ступень должна быть больше ${before}`);
  });
  const top = tiers?.at(-1)?.upTo;
  if (top && top < minQuantity) complain(['minQuantity'], `Больше ${top} по этим ступеням не купить`);
}
