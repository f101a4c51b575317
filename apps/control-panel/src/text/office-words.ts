import { enOffice } from './en-office';
import { ruOffice } from './ru-office';
import { words } from './words';

export const officeWords = () => (words.value.language === 'en' ? enOffice : ruOffice);
