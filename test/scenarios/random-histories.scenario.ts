import { closeStages, openStages, simulateHistories, type Stages } from '../simulation/simulate-histories';

let stages: Stages | undefined;
beforeAll(async () => {
  stages = await openStages();
});
afterAll(() => closeStages(stages));

it('a history, always the same, keeps the laws of money, however time is sliced and however many work', async () => {
  const { histories, acts } = await simulateHistories(stages!, 1, 42);
  expect(histories).toBe(1);
  expect(Object.keys(acts).length).toBeGreaterThan(15);
}, 600_000);
