import { ruOrders } from './ru-orders';
import { pageWords } from './words';

export const orderWords = () => pageWords('orders', ruOrders);
