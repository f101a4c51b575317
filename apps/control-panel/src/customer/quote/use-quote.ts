import type { SubscriptionQuoteDto } from '@rocket/contracts';
import { useEffect, useState } from 'preact/hooks';
import { useLoaded, type Loaded } from '../../load';

/** Long enough not to ask at every digit. */
const PAUSE_MS = 250;

/**
 * What the server says an act would charge, asked anew when the wish has stood still for a moment.
 * @param wish names the act and what is wished, to be kept by; null: there is nothing to ask yet
 */
export function useQuote(
  wish: string | null,
  ask: () => Promise<SubscriptionQuoteDto>,
): Loaded<SubscriptionQuoteDto> {
  const [asked, settle] = useState(wish);
  useEffect(() => {
    const timer = setTimeout(() => settle(wish), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wish]);
  // Not kept under the account: an act just done would ask for its own quote again.
  const quote = useLoaded(asked && `quote/${asked}`, ask);
  return asked === wish ? quote : { ...quote, value: undefined, error: undefined, loading: wish !== null };
}
