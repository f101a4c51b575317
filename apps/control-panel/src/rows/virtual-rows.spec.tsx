import { cleanup, render, screen } from '@testing-library/preact';
import type { LoadedList } from '../load';
import { VirtualRows } from './virtual-rows';

// The page of the specs has no layout: every row is as high as the usual one.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 56 });
  window.scrollTo = () => undefined;
});
afterAll(() => Reflect.deleteProperty(HTMLElement.prototype, 'offsetHeight'));
afterEach(cleanup);

const listOf = (count: number): LoadedList<number> => {
  const value = Array.from({ length: count }, (_, index) => index + 1);
  return {
    value,
    page: { items: value, nextCursor: 'next' },
    error: undefined,
    loading: false,
    reload: () => undefined,
    hasMore: true,
    more: () => Promise.resolve(),
  };
};
const draw = (count: number, total: number, marked?: string) =>
  render(
    <VirtualRows
      caption="История"
      columns={[{ key: 'n', title: 'Номер', cell: (n) => `№ ${n}` }]}
      list={listOf(count)}
      total={total}
      rowKey={String}
      marked={marked}
    />,
  );

it('a list of two pages is all there, each row with its number of the whole', () => {
  draw(120, 100_000);
  expect(screen.getByRole('table', { name: 'История' })).toHaveAttribute('aria-rowcount', '100001');
  expect(screen.getAllByRole('row')).toHaveLength(121);
  expect(screen.getByRole('row', { name: '№ 120' })).toHaveAttribute('aria-rowindex', '121');
  expect(screen.getByRole('status')).toHaveTextContent(/Показано 120 из 100.000/);
});

it('of hundreds only those near the part in sight are drawn, and the rest keeps its room', () => {
  const { container } = draw(5_000, 5_000);
  expect(screen.getAllByRole('row').length).toBeLessThan(100);
  const room = container.querySelector<HTMLElement>('.rows-room td')!;
  expect(Number.parseInt(room.style.height, 10)).toBeGreaterThan(100_000);
  expect(screen.getByRole('status')).toHaveTextContent(/5.000 операций/);
});

it('a row that somebody comes for is scrolled to, however far down it is', () => {
  const scrollTo = jest.spyOn(window, 'scrollTo');
  Object.defineProperty(document.documentElement, 'scrollHeight', { configurable: true, value: 5_000 * 56 });
  draw(5_000, 5_000, '4000');
  const [{ top }] = scrollTo.mock.calls.at(-1) as unknown as [ScrollToOptions];
  expect(top).toBeGreaterThan(3_900 * 56);
});
