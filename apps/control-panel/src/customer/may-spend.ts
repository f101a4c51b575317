import type { CustomerMe } from '../session';

/** Who may spend (rule 30): everybody but a viewer. The server decides; this keeps refused buttons off the screen. */
export const maySpend = (me: CustomerMe): boolean => me.level !== 'viewer';

/** Who decides for the account: its owner and administrators, whom announcements are addressed to (clause 11.1.1). */
export const mayAdminister = (me: CustomerMe): boolean =>
  me.level === 'owner' || me.level === 'administrator';
