import type { PersonalDataRequestKind, PersonalDataRequestState } from '@rocket/contracts';
import { pageWords } from './words';

type AskedKind = Exclude<PersonalDataRequestKind, 'copy'>;

const kinds: Readonly<Record<PersonalDataRequestKind, string>> = {
  copy: 'Копия данных',
  correction: 'Исправить',
  block: 'Закрыть на время проверки',
  unblock: 'Снова открыть',
  erasure: 'Удалить',
};
const states: Readonly<Record<PersonalDataRequestState, string>> = {
  waiting: 'Ждёт ответа',
  done: 'Выполнено',
  refused: 'Отказано',
};
const asks: Readonly<Record<AskedKind, { title: string; text: string; yes: string; done: string }>> = {
  correction: {
    title: 'Исправить мои данные',
    text: 'Напишите, что неверно и как правильно. Исправим за 7 рабочих дней. Если имя неверно в amoCRM, быстрее поправить его там.',
    yes: 'Отправить',
    done: 'Обращение принято',
  },
  block: {
    title: 'Закрыть мои данные',
    text: 'Имя и почта сразу исчезнут со всех экранов, писем вам не будет. Вход и права останутся. Мы проверим данные и ответим за 30 дней; открыть их снова можно в любой момент.',
    yes: 'Закрыть данные',
    done: 'Данные закрыты',
  },
  unblock: {
    title: 'Снова открыть мои данные',
    text: 'Имя и почта вернутся, письма снова будут приходить.',
    yes: 'Открыть',
    done: 'Данные снова открыты',
  },
  erasure: {
    title: 'Удалить мои данные',
    text: 'Имя и почта сразу закроются, а после решения, не позже чем через 30 дней, удалятся навсегда вместе с доступом в панель. Документы компании и записи о деньгах остаются: их требует закон, и вашего имени в них нет.',
    yes: 'Просить удалить',
    done: 'Обращение принято, данные закрыты',
  },
};

export const ruPersonalData = {
  mine: 'Мои данные',
  lead: 'Что мы храним о вас лично, и что с этим можно сделать. Это ваши права по закону № 152-ФЗ и разделу 8 оферты.',
  rights: 'Что можно сделать',
  copyText: 'Всё, что мы храним о вас: имя, почта, действия, письма, согласия.',
  copy: 'Скачать копию',
  copyGiven: (number: string): string => `Копия скачана. В журнале она под номером ${number}`,
  rightsText: {
    correction: 'Имя или почта неверны.',
    block: 'Чтобы данными не пользовались, пока вы выясняете, откуда они.',
    unblock: 'Сейчас ваши имя и почта закрыты: их не видит никто, кроме вас.',
    erasure: 'Имя, почта и доступ исчезнут навсегда.',
  } satisfies Record<AskedKind, string>,
  begin: {
    correction: 'Сообщить об ошибке',
    block: 'Закрыть данные',
    unblock: 'Открыть',
    erasure: 'Просить удалить',
  } satisfies Record<AskedKind, string>,
  mineEmpty: 'Обращений не было',
  requests: 'Мои обращения',
  register: 'Обращения о личных данных',
  registerLead:
    'Журнал обращений людей об их персональных данных: что просили, до какого дня ответить, что ответили.',
  registerEmpty: 'Обращений нет',
  registerEmptyText:
    'Люди обращаются со страницы «Мои данные»; письма записывают на карточке аккаунта, в «Людях».',
  nothing: 'Под этот отбор ничего не подходит',
  stateFilter: 'Состояние',
  columns: {
    number: 'Номер',
    person: 'Кто',
    what: 'О чём',
    asked: 'Поступило',
    due: 'Ответить до',
    state: 'Состояние',
    act: 'Действия',
  },
  late: 'просрочено',
  byStaff: 'записано сотрудником',
  kinds,
  states,
  asks,
  words: 'Подробности',
  wordsHint: 'Необязательно, кроме исправления',
  answer: 'Ответить',
  answerTitle: (number: string): string => `Ответ на обращение ${number}`,
  decision: 'Решение',
  decisions: {
    correction: { done: 'Исправить', refused: 'Отказать' },
    block: { done: 'Оставить закрытыми', refused: 'Открыть снова' },
    unblock: { done: 'Открыть', refused: 'Отказать' },
    erasure: { done: 'Удалить навсегда', refused: 'Отказать и открыть снова' },
  } satisfies Record<AskedKind, Record<'done' | 'refused', string>>,
  answerWords: 'Ответ человеку',
  answerHint: 'Он увидит его на своей странице; при отказе назовите основание',
  name: 'Имя, как оно теперь',
  email: 'Почта, как она теперь',
  keep: 'Пусто — оставить как есть',
  answered: 'Ответ записан',
  write: 'Обращение о данных',
  writeTitle: (name: string): string => `Обращение о данных: ${name}`,
  writeText:
    'Запишите обращение, которое человек прислал письмом. Закрытие и удаление закроют его данные сразу.',
  kind: 'О чём просит',
  file: 'Журнал',
};

/** A dictionary of its own: it loads with these pages and not with the panel. */
export const personalDataWords = () => pageWords('personalData', ruPersonalData);
