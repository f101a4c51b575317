import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { dropEverything, refresh, useList, useLoaded } from './load';

afterEach(() => {
  cleanup();
  dropEverything();
});

interface Asked<T> {
  readonly answer: (value: T) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

/** A server that answers when it is told to. */
function server<T>() {
  const asked: (Asked<T> & { readonly with: unknown })[] = [];
  const load = (question?: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      const told = (tell: () => void) =>
        act(async () => {
          tell();
          await Promise.resolve();
        });
      asked.push({
        with: question,
        answer: (value) => told(() => resolve(value)),
        fail: (error) => told(() => reject(error)),
      });
    });
  return { asked, load };
}

function Balance({ of, load }: { of: string; load: () => Promise<string> }) {
  const { value, error, loading, reload } = useLoaded<string>(of, load);
  return (
    <button onClick={reload}>
      {`${value ?? 'ничего'}${error ? `, ${(error as Error).message}` : ''}${loading ? ', читаем' : ''}`}
    </button>
  );
}
/** Effects end after the next paint. */
const leaves = (view: { unmount: () => boolean }): Promise<void> => act(() => void view.unmount());
const shown = (): string | null => screen.getByRole('button').textContent;

it('what is known stays on the screen while it is read again', async () => {
  const { asked, load } = server<string>();
  render(<Balance of="account/1/balance" load={load} />);
  expect(shown()).toBe('ничего, читаем');
  await asked[0]!.answer('100 ₽');
  await waitFor(() => expect(shown()).toBe('100 ₽'));
  await act(() => refresh('account/1/'));
  expect(shown()).toBe('100 ₽, читаем');
  await asked[1]!.answer('70 ₽');
  await waitFor(() => expect(shown()).toBe('70 ₽'));
});

it('what comes back to the screen is there at once', async () => {
  const { asked, load } = server<string>();
  const first = render(<Balance of="account/1/balance" load={load} />);
  await asked[0]!.answer('100 ₽');
  await waitFor(() => expect(shown()).toBe('100 ₽'));
  await leaves(first);
  render(<Balance of="account/1/balance" load={load} />);
  expect(shown()).toBe('100 ₽');
});

it('what nobody looks at is forgotten by an act on its account, and only on its account', async () => {
  const { asked, load } = server<string>();
  const first = render(<Balance of="account/1/balance" load={load} />);
  await asked[0]!.answer('100 ₽');
  await waitFor(() => expect(shown()).toBe('100 ₽'));
  await leaves(first);
  refresh('account/2/');
  const second = render(<Balance of="account/1/balance" load={load} />);
  expect(shown()).toBe('100 ₽');
  expect(asked).toHaveLength(1);
  await leaves(second);
  refresh('account/1/');
  render(<Balance of="account/1/balance" load={load} />);
  expect(shown()).toBe('ничего, читаем');
});

it('an answer that was overtaken by a newer question is dropped', async () => {
  const { asked, load } = server<string>();
  render(<Balance of="account/1/balance" load={load} />);
  await asked[0]!.answer('100 ₽');
  await waitFor(() => expect(shown()).toBe('100 ₽'));
  await act(() => refresh('account/1/'));
  await act(() => refresh('account/1/'));
  await asked[2]!.answer('50 ₽');
  await asked[1]!.answer('70 ₽');
  await waitFor(() => expect(shown()).toBe('50 ₽'));
});

it('a failure is said beside what is known, is not repeated by itself, and goes when somebody asks again', async () => {
  const { asked, load } = server<string>();
  render(<Balance of="account/1/balance" load={load} />);
  await asked[0]!.answer('100 ₽');
  await waitFor(() => expect(shown()).toBe('100 ₽'));
  fireEvent.click(screen.getByRole('button'));
  await asked[1]!.fail(new Error('нет сети'));
  await waitFor(() => expect(shown()).toBe('100 ₽, нет сети'));
  expect(asked).toHaveLength(2);
  fireEvent.click(screen.getByRole('button'));
  await asked[2]!.answer('90 ₽');
  await waitFor(() => expect(shown()).toBe('90 ₽'));
});

function Entries({
  load,
  isFinal = false,
}: {
  load: (cursor?: string) => Promise<{ items: string[]; nextCursor: string | null }>;
  isFinal?: boolean;
}) {
  const { value, hasMore, more } = useList<string>('account/1/entries', load, isFinal);
  return (
    <button onClick={() => void more()}>{`${value?.join(' ') ?? 'ничего'}${hasMore ? ' …' : ''}`}</button>
  );
}

it('the next page follows the one shown, and is dropped when the list began anew meanwhile', async () => {
  const { asked, load } = server<{ items: string[]; nextCursor: string | null }>();
  render(<Entries load={load} />);
  await asked[0]!.answer({ items: ['а', 'б'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('а б …'));
  fireEvent.click(screen.getByRole('button'));
  expect(asked[1]!.with).toBe('2');
  await asked[1]!.answer({ items: ['в'], nextCursor: null });
  await waitFor(() => expect(shown()).toBe('а б в'));

  await act(() => refresh('account/1/'));
  await asked[2]!.answer({ items: ['я', 'а'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('я а …'));
  fireEvent.click(screen.getByRole('button'));
  await act(() => refresh('account/1/'));
  await asked[4]!.answer({ items: ['ю', 'я'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('ю я …'));
  await asked[3]!.answer({ items: ['б'], nextCursor: null });
  expect(shown()).toBe('ю я …');
});

it('what goes on by itself is read again until it is over, and not once more', async () => {
  let read = 0;
  const load = () => Promise.resolve((read += 1));
  function Run() {
    const { value } = useLoaded<number>('runs/1', load, (turn) => (turn === 3 ? null : 10));
    return <button>{`${value ?? 'ничего'}`}</button>;
  }
  render(<Run />);
  await waitFor(() => expect(shown()).toBe('3'));
  await act(() => new Promise((resolve) => setTimeout(resolve, 60)));
  expect(read).toBe(3);
});

it('a list of what never changes keeps its pages when it is read again, until something new comes on top', async () => {
  const { asked, load } = server<{ items: string[]; nextCursor: string | null }>();
  render(<Entries load={load} isFinal />);
  await asked[0]!.answer({ items: ['а', 'б'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('а б …'));
  fireEvent.click(screen.getByRole('button'));
  await asked[1]!.answer({ items: ['в', 'г'], nextCursor: '3' });
  await waitFor(() => expect(shown()).toBe('а б в г …'));

  await act(() => refresh('account/1/'));
  await asked[2]!.answer({ items: ['а', 'б'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('а б в г …'));
  await act(() => refresh('account/1/'));
  await asked[3]!.answer({ items: ['я', 'а'], nextCursor: '2' });
  await waitFor(() => expect(shown()).toBe('я а …'));
});
