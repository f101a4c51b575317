import { ruPapers } from './ru-papers';
import { pageWords } from './words';

export const papersWords = () => pageWords('papers', ruPapers);
