import { enPay } from './en-pay';
import { ruPay } from './ru-pay';
import { words } from './words';

export const payWords = () => (words.value.language === 'en' ? enPay : ruPay);
