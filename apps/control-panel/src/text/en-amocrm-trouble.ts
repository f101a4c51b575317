import type { ruAmocrmTrouble } from './amocrm-trouble-words';

export const enAmocrmTrouble: typeof ruAmocrmTrouble = {
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
