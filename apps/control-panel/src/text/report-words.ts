import { enReports } from './en-reports';
import { ruReports } from './ru-reports';
import { words } from './words';

/** A dictionary of its own: it loads with the reports. */
export const reportWords = () => (words.value.language === 'en' ? enReports : ruReports);
