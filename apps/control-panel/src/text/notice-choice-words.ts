import { pageWords } from './words';

export const ruNoticeChoice = {
  title: 'Что вам присылать',
  news: 'Новости',
  promotions: 'Акции',
  technical: 'Уведомления о балансе, работе продуктов и документах приходят всегда: это условие оферты.',
  language: 'Язык писем',
  languages: { ru: 'Русский', en: 'English' },
  saved: 'Сохранено',
};

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const noticeChoiceWords = () => pageWords('noticeChoice', ruNoticeChoice);
