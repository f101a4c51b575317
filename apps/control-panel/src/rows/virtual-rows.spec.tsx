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
const draw = (count: number, total: number) =>
  render(
    <VirtualRows
      caption="История"
      columns={[{ key: 'n', title: 'Номер', cell: (n) => `№ ${n}` }]}
      list={listOf(count)}
      total={total}
      rowKey={String}
    />,
  );

it('a list of hundreds is all on the page, each row with its number of the whole', () => {
  draw(300, 100_000);
  expect(screen.getByRole('table', { name: 'История' })).toHaveAttribute('aria-rowcount', '100001');
  expect(screen.getAllByRole('row')).toHaveLength(301);
  expect(screen.getByRole('row', { name: '№ 300' })).toHaveAttribute('aria-rowindex', '301');
  expect(screen.getByRole('status')).toHaveTextContent(/Показано 300 из 100.000/);
});

it('of thousands only those near the part in sight are drawn, and the rest keeps its room', () => {
  const { container } = draw(5_000, 5_000);
  expect(screen.getAllByRole('row').length).toBeLessThan(100);
  const room = container.querySelector<HTMLElement>('.rows-room td')!;
  expect(Number.parseInt(room.style.height, 10)).toBeGreaterThan(100_000);
  expect(screen.getByRole('status')).toHaveTextContent(/5.000 операций/);
});
