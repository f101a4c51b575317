import { routes } from './routes';

const shapeOf = (schema: unknown): Record<string, unknown> =>
  (schema as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
const lists = Object.values(routes).filter((each) => 'nextCursor' in shapeOf(each.answer));

describe('every list', () => {
  it('there are lists', () => expect(lists.length).toBeGreaterThan(10));

  it.each(lists.map((each) => [each.path, each] as const))('%s is read page by page', (_path, list) => {
    expect(Object.keys(shapeOf('query' in list ? list.query : undefined))).toEqual(
      expect.arrayContaining(['limit', 'cursor']),
    );
  });
});
