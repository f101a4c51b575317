import { ruOffice } from './ru-office';
import { pageWords } from './words';

export const officeWords = () => pageWords('office', ruOffice);
