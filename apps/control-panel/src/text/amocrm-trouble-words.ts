import { pageWords } from './words';

export const ruAmocrmTrouble = {
  connect: 'Подключить Rocket',
  reasons: {
    not_installed: {
      title: 'В этом аккаунте amoCRM нет Rocket',
      text: 'Войти можно туда, где установлен виджет Rocket. Выберите другой аккаунт или попросите администратора amoCRM подключить Rocket.',
    },
    access_closed: {
      title: 'Доступ в кабинет для вас закрыт',
      text: 'Его открывает владелец или администратор вашей компании в разделе «Люди».',
    },
    denied: {
      title: 'Вход отменён',
      text: 'Вы не разрешили amoCRM сообщить нам, кто вы. Нажмите «Войти через amoCRM» ещё раз, если передумали.',
    },
    refused: {
      title: 'amoCRM не подтвердила вход',
      text: 'Нажмите «Войти через amoCRM» ещё раз. Если не поможет, откройте кабинет из виджета Rocket.',
    },
    later: {
      title: 'amoCRM сейчас не отвечает',
      text: 'Подождите минуту и нажмите «Войти через amoCRM» ещё раз.',
    },
    stale: {
      title: 'Вход начат в другом браузере или слишком давно',
      text: 'На вход через amoCRM есть десять минут. Нажмите «Войти через amoCRM» ещё раз.',
    },
  },
};

/** A dictionary of its own: few ever read it. */
export const amocrmTroubleWords = () => pageWords('amocrmTrouble', ruAmocrmTrouble);
