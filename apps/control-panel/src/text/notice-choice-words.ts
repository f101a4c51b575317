import { words } from './words';

const ru = {
  title: 'Что вам присылать',
  news: 'Новости',
  promotions: 'Акции',
  technical: 'Уведомления о балансе, работе продуктов и документах приходят всегда: это условие оферты.',
  language: 'Язык писем',
  languages: { ru: 'Русский', en: 'English' },
  saved: 'Сохранено',
};
const en: typeof ru = {
  title: 'What to send you',
  news: 'News',
  promotions: 'Promotions',
  technical: 'Notices about the balance, products and documents always come: the offer demands it.',
  language: 'Language of letters',
  languages: { ru: 'Русский', en: 'English' },
  saved: 'Saved',
};

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const noticeChoiceWords = () => (words.value.language === 'en' ? en : ru);
