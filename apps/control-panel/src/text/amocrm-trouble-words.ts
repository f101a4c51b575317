import { words } from './words';

const ru = {
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

const en: typeof ru = {
  connect: 'Connect Rocket',
  reasons: {
    not_installed: {
      title: 'Rocket is not in this amoCRM account',
      text: 'You can sign in where the Rocket widget is installed. Choose another account, or ask an administrator of amoCRM to connect Rocket.',
    },
    access_closed: {
      title: 'You have no access to the panel',
      text: 'The owner or an administrator of your company opens it under “People”.',
    },
    denied: {
      title: 'Sign-in cancelled',
      text: 'You did not let amoCRM say who you are. Press “Sign in with amoCRM” again if you change your mind.',
    },
    refused: {
      title: 'amoCRM did not confirm the sign-in',
      text: 'Press “Sign in with amoCRM” again. If that does not help, open the panel from the Rocket widget.',
    },
    later: {
      title: 'amoCRM does not answer now',
      text: 'Wait a minute and press “Sign in with amoCRM” again.',
    },
    stale: {
      title: 'The sign-in began in another browser or too long ago',
      text: 'There are ten minutes to sign in with amoCRM. Press “Sign in with amoCRM” again.',
    },
  },
};

/** A dictionary of its own: few ever read it. */
export const amocrmTroubleWords = () => (words.value.language === 'en' ? en : ru);
