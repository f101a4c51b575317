import type { CornerWords } from './corner-words';

const forms = new Intl.PluralRules('ru');
export const plural = (count: number, one: string, few: string, many: string): string =>
  ({ one, few, many, zero: many, two: few, other: many })[forms.select(count)];

export const ru: CornerWords = {
  locale: 'ru-RU',
  name: 'Rocket',
  open: 'Rocket: открыть уведомления и баланс',
  openUnseen: (count) =>
    `Rocket: ${count} ${plural(count, 'новое уведомление', 'новых уведомления', 'новых уведомлений')}`,
  collapse: 'Свернуть Rocket',
  loading: 'Загружаем…',
  notLoaded: 'Эта часть Rocket не загрузилась.',
  retry: 'Повторить',
  newOnes: 'Новые уведомления',
  broken: 'Rocket не смог показать эту часть страницы. Обновите страницу.',
  support: 'Написать в поддержку',
};
