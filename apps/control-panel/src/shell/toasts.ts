import { createToastBox } from '@rocket/ui';

/** What was just done, at the bottom of every screen. */
export const toasts = createToastBox();
