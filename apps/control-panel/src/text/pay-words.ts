import { ruPay } from './ru-pay';
import { pageWords } from './words';

export const payWords = () => pageWords('pay', ruPay);
