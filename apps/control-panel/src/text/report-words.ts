import { ruReports } from './ru-reports';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the reports. */
export const reportWords = () => pageWords('report', ruReports);
