import type { CustomerMe } from '../session';

/** Who may spend (rule 30): everybody but a viewer. The server decides; this keeps refused buttons off the screen. */
export const maySpend = (me: CustomerMe): boolean => me.level !== 'viewer';
