import type { Language } from '@rocket/contracts';
import type { FileWords, ReportWords } from './report-columns';
import { enAges, enFile, enReports } from './report-words.en';
import { ruAges, ruFile, ruReports } from './report-words.ru';

export const reportWords = (language: Language): ReportWords => (language === 'en' ? enReports : ruReports);
export const fileWords = (language: Language): FileWords => (language === 'en' ? enFile : ruFile);
export const ageWords = (language: Language): typeof ruAges | typeof enAges =>
  language === 'en' ? enAges : ruAges;
