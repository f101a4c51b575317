import { enPapers } from './en-papers';
import { ruPapers } from './ru-papers';
import { words } from './words';

export const papersWords = () => (words.value.language === 'en' ? enPapers : ruPapers);
