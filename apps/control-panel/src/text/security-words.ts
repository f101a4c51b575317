import { ruSecurity } from './ru-security';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screens of signing in and not with the panel. */
export const securityWords = () => pageWords('security', ruSecurity);
