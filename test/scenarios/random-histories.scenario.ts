import { World } from '../kit/world';
import { simulateHistories } from '../simulation/simulate-histories';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

it('a few histories, always the same, keep the laws of money, however time is sliced', async () => {
  const { histories, acts } = await simulateHistories(world, 3, 42);
  expect(histories).toBe(3);
  expect(Object.keys(acts).length).toBeGreaterThan(10);
});
