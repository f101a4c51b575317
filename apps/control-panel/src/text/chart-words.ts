import { ruChart } from './ru-chart';
import { pageWords } from './words';

/** A dictionary of its own: it loads with a customer's overview. */
export const chartWords = () => pageWords('chart', ruChart);
