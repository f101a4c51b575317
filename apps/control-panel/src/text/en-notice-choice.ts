import type { ruNoticeChoice } from './notice-choice-words';

export const enNoticeChoice: typeof ruNoticeChoice = {
  title: 'What to send you',
  news: 'News',
  promotions: 'Promotions',
  technical: 'Notices about the balance, products and documents always come: the offer demands it.',
  language: 'Language of letters',
  languages: { ru: 'Русский', en: 'English' },
  saved: 'Saved',
};
