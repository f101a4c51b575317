import { enSecurity } from './en-security';
import { ruSecurity } from './ru-security';
import { words } from './words';

/** A dictionary of its own: it loads with the screens of signing in and not with the panel. */
export const securityWords = () => (words.value.language === 'en' ? enSecurity : ruSecurity);
