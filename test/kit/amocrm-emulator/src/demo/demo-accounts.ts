import type { AccountSeed } from '../world';

/** The two companies of the demo: each with an administrator and an ordinary user. */
export const DEMO_ACCOUNTS: readonly AccountSeed[] = [
  {
    id: 31415926,
    name: 'ООО «Ромашка»',
    subdomain: 'romashka',
    users: [
      { id: 1001, name: 'Анна Соколова', email: 'anna@romashka.example', isAdmin: true },
      { id: 1002, name: 'Пётр Ильин', email: 'petr@romashka.example' },
      { id: 1003, name: 'Обмен с сайтом', email: 'robot@romashka.example', isFree: true },
    ],
  },
  {
    id: 27182818,
    name: 'ИП Василёк Е. А.',
    subdomain: 'vasilek',
    users: [
      { id: 2001, name: 'Евгения Василёк', email: 'evgenia@vasilek.example', isAdmin: true },
      { id: 2002, name: 'Глеб Орлов', email: 'gleb@vasilek.example' },
    ],
  },
];
