import type { SupportChannel, SupportRequestState } from '@rocket/contracts';
import { plural } from '@rocket/ui';

const count = (n: number, one: string, few: string, many: string): string =>
  plural('ru', n, { one, few, many, other: few });

const states: Readonly<Record<SupportRequestState, string>> = {
  open: 'Ждёт ответа',
  answered: 'Есть ответ',
  closed: 'Закрыто',
};
const deskStates: Readonly<Record<SupportRequestState, string>> = { ...states, answered: 'Отвечено' };
const deskFilter: Readonly<Record<SupportRequestState, string>> = { ...deskStates, open: 'Ждут ответа' };

const channels: Readonly<Record<SupportChannel, string>> = {
  phone: 'По телефону',
  email: 'По почте',
  messenger: 'В мессенджере',
};

export const ruSupport = {
  title: 'Поддержка',
  requests: 'Обращения',
  write: 'Написать',
  none: 'Вы ещё ни о чём не спрашивали',
  noneText: 'Опишите, что случилось. Номер обращения вы увидите сразу, ответ придёт сюда и на почту.',
  hours: (days: string, from: string, to: string, zone: string): string =>
    `Отвечаем ${days} с ${from} до ${to} (${zone}).`,
  days: {
    monday_to_friday: 'с понедельника по пятницу, кроме праздников,',
    working_days: 'по рабочим дням',
    every_day: 'каждый день',
  },
  within: (length: string): string => `Срок ответа — ${length}.`,
  units: {
    hours: (n: number): string => `до ${count(n, 'часа', 'часов', 'часов')}`,
    working_hours: (n: number): string => `до ${count(n, 'рабочего часа', 'рабочих часов', 'рабочих часов')}`,
    calendar_days: (n: number): string => `до ${count(n, 'дня', 'дней', 'дней')}`,
    working_days: (n: number): string => `до ${count(n, 'рабочего дня', 'рабочих дней', 'рабочих дней')}`,
    banking_days: (n: number): string =>
      `до ${count(n, 'банковского дня', 'банковских дней', 'банковских дней')}`,
  },
  also: 'Ещё можно написать или позвонить:',
  columns: {
    subject: 'Тема',
    account: 'Аккаунт',
    state: 'Состояние',
    due: 'Ответ до',
    last: 'Последнее сообщение',
  },
  number: (n: number): string => `№ ${n}`,
  states,
  deskStates,
  deskFilter,
  late: 'просрочено',
  noCalendar: (year: number): string => `не посчитать: нет рабочих дней ${year} года`,
  newTitle: 'Новое обращение',
  subject: 'Тема',
  subjectHint: 'Коротко, одной строкой',
  product: 'Продукт',
  noProduct: 'Не о продукте',
  text: 'Что случилось',
  textHint: 'Когда началось, что вы делали, что увидели. Если дело в сделке, приложите ссылку на неё',
  send: 'Отправить',
  taken: (n: number): string => `Обращение № ${n} принято`,
  talk: 'Переписка',
  support: 'поддержка',
  weAnswerBy: 'Ответим не позднее:',
  answerBy: 'Ответить не позднее:',
  more: 'Сообщение',
  sent: 'Отправлено',
  closedText: 'Обращение закрыто. Если вопрос остался, напишите сюда же: оно откроется снова.',
  closedHere: 'Обращение закрыто',
  erasedText: 'Сообщение удалено вместе с данными человека',
  erasedSubject: 'Тема удалена',
  desk: 'Обращения',
  deskLead: 'Что спрашивают клиенты. Сверху те, на кого надо ответить раньше.',
  deskEmpty: 'Обращений нет',
  deskEmptyText: 'Клиенты пишут со страницы «Поддержка» своего кабинета.',
  takeDown: 'Записать обращение',
  takeDownText:
    'То, о чём клиент спросил не в кабинете. Он получит подтверждение с номером, увидит обращение у себя и сможет писать в нём дальше.',
  who: 'Кто спрашивает',
  whoFirst: 'Выберите',
  nobody: 'Доступа в кабинет нет ни у кого',
  nobodyText: 'Записать обращение можно на того, кто сможет прочитать ответ.',
  how: 'Как пришло',
  channels,
  told: 'Как рассказал клиент',
  toldHint: 'Клиент прочитает эти слова как свои; изменить их потом нельзя',
  writtenDown: (channel: SupportChannel, by: string): string =>
    `${channels[channel]}. Записано сотрудником: ${by}`,
  waiting: (n: number, late: number): string =>
    `ждут ответа: ${n}${late > 0 ? `, из них просрочено: ${late}` : ''}`,
  nothing: 'Под этот отбор ничего не подходит',
  askedBy: 'Кто написал',
  askedAt: 'Когда',
  answerText: 'Ответ',
  answerHint: 'Клиент увидит его в кабинете и получит письмом; изменить его потом нельзя',
  closeToo: 'Вопрос решён, закрыть обращение',
  answer: 'Ответить',
  answerAndClose: 'Закрыть обращение',
  answered: 'Ответ отправлен клиенту',
  closed: 'Обращение закрыто, клиент об этом узнает',
  readsOnly: 'Отвечают поддержка и администраторы.',
};
