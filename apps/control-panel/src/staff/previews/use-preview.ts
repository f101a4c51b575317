import type { ActPreviewDto } from '@rocket/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import { useLoaded, type Loaded } from '../../load';

/** Nobody is asked about each letter that is typed. */
const SETTLED_MS = 300;

/** What was typed, once nobody types any more. */
export function useSettled(text: string | null): string | null {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  // What cannot be asked about is not shown a moment longer.
  return text === null ? null : settled;
}

/**
 * A preview as it is shown: while the next one is worked out the last one stands, so that a form does not jump with each letter and
 * no button goes dead under the finger. Nothing stands after a refusal, or for what cannot be asked about.
 */
export function useStanding<T>(of: Loaded<T>): T | undefined {
  const last = useRef<T | undefined>(undefined);
  if (of.value !== undefined || !of.loading) last.current = of.value;
  return last.current;
}

/** What an act would do with what is typed, once that is a body the door reads; nothing before. Kept with the account. */
export function usePreview<Body>(
  accountId: string,
  act: string,
  schema: z.ZodType<Body>,
  typed: unknown,
  ask: (body: Body) => Promise<ActPreviewDto>,
): Loaded<ActPreviewDto> {
  const parsed = schema.safeParse(typed);
  const settled = useSettled(parsed.success ? JSON.stringify(parsed.data) : null);
  return useLoaded(settled && `account/${accountId}/preview/${act}/${settled}`, () =>
    ask(schema.parse(JSON.parse(settled ?? 'null'))),
  );
}
