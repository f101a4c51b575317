import { routes, type ServicePackageDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { World } from '../kit/world';

/** `express 4/1/1`: left, used and held of each service. */
export const standing = ({ services }: ServicePackageDto): string =>
  services.map((one) => `${one.unit} ${one.left}/${one.used}/${one.reserved}`).join(', ');

/** Packages of a customer, newest first. */
export const packagesOf = async (who: Customer): Promise<ServicePackageDto[]> =>
  (await who.owner.asks(routes.packages, { params: { id: who.id } })).items;

export const lastOf = async (who: Customer): Promise<ServicePackageDto> => (await packagesOf(who))[0]!;

/** An offer that names no bank account: whoever sells under it adds one. */
export async function takesMoney(world: World, seller: string): Promise<void> {
  await world.sql('update seller set requisites = requisites || $2::jsonb where code = $1', [
    seller,
    JSON.stringify({ bic: '044525225', settlementAccount: '40702810500000000077' }),
  ]);
}
