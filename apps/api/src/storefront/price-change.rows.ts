const PREFIX = 'price_change:';

/** The key of the notice that tells an account of an announced price: whether it went out in time is read by it. */
export const priceChangeNotice = (changeId: string): string => `${PREFIX}${changeId}`;

/** The change a notice of that key tells of. */
export const changeOfNotice = (key: string): string => key.slice(PREFIX.length);
