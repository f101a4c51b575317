import type { PersonalDataRequestKind, PersonalDataRequestState } from '@rocket/contracts';
import { words } from './words';

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

const ru = {
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

const en: typeof ru = {
  mine: 'My data',
  lead: 'What we hold about you personally, and what you can do about it: your rights under Russian law 152-FZ and section 8 of the offer.',
  rights: 'What you can do',
  copyText: 'Everything held about you: name, e-mail, acts, letters, consents.',
  copy: 'Download a copy',
  copyGiven: (number) => `The copy is downloaded. In the register it is ${number}`,
  rightsText: {
    correction: 'The name or the e-mail is wrong.',
    block: 'So that nobody uses the data while you find out where they came from.',
    unblock: 'Your name and e-mail are closed now: nobody but you sees them.',
    erasure: 'Name, e-mail and access will be gone for good.',
  },
  begin: {
    correction: 'Report a mistake',
    block: 'Close the data',
    unblock: 'Open',
    erasure: 'Ask to erase',
  },
  mineEmpty: 'There were no requests',
  requests: 'My requests',
  register: 'Requests about personal data',
  registerLead: 'What people asked about their personal data, by when to answer, and what was answered.',
  registerEmpty: 'No requests',
  registerEmptyText:
    'People ask on the page “My data”; letters are written down on the account’s card, in “People”.',
  nothing: 'Nothing matches this filter',
  stateFilter: 'State',
  columns: {
    number: 'Number',
    person: 'Who',
    what: 'About',
    asked: 'Asked',
    due: 'Answer by',
    state: 'State',
    act: 'Actions',
  },
  late: 'overdue',
  byStaff: 'written down by staff',
  kinds: {
    copy: 'Copy of the data',
    correction: 'Correct',
    block: 'Close while it is checked',
    unblock: 'Open again',
    erasure: 'Erase',
  },
  states: { waiting: 'Waiting', done: 'Done', refused: 'Refused' },
  asks: {
    correction: {
      title: 'Correct my data',
      text: 'Write what is wrong and what is right. It takes up to 7 working days. A name that is wrong in amoCRM is quicker to mend there.',
      yes: 'Send',
      done: 'The request is taken down',
    },
    block: {
      title: 'Close my data',
      text: 'Name and e-mail leave all screens at once and no letters go to you. Sign-in and rights stay. We check and answer within 30 days; you can open them again at any time.',
      yes: 'Close the data',
      done: 'The data are closed',
    },
    unblock: {
      title: 'Open my data again',
      text: 'Name and e-mail come back, letters arrive again.',
      yes: 'Open',
      done: 'The data are open again',
    },
    erasure: {
      title: 'Erase my data',
      text: 'Name and e-mail are closed at once; after the decision, within 30 days, they are gone for good together with access to the panel. The company’s documents and records of money stay, as the law demands; your name is not in them.',
      yes: 'Ask to erase',
      done: 'The request is taken down, the data are closed',
    },
  },
  words: 'Details',
  wordsHint: 'Optional, but for a correction',
  answer: 'Answer',
  answerTitle: (number) => `Answer to ${number}`,
  decision: 'Decision',
  decisions: {
    correction: { done: 'Correct', refused: 'Refuse' },
    block: { done: 'Keep closed', refused: 'Open again' },
    unblock: { done: 'Open', refused: 'Refuse' },
    erasure: { done: 'Erase for good', refused: 'Refuse and open again' },
  },
  answerWords: 'Answer to the person',
  answerHint: 'They will read it on their page; a refusal names its ground',
  name: 'Name as it is now',
  email: 'E-mail as it is now',
  keep: 'Empty: leave as it is',
  answered: 'The answer is kept',
  write: 'Data request',
  writeTitle: (name) => `Data request: ${name}`,
  writeText: 'Write down what the person asked in a letter. Closing and erasure close their data at once.',
  kind: 'What is asked',
  file: 'Register',
};

/** A dictionary of its own: it loads with these pages and not with the panel. */
export const personalDataWords = () => (words.value.language === 'en' ? en : ru);
