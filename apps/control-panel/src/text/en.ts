import { ru } from './ru';
export const en = ru;
