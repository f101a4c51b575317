export { startYookassa, type YookassaDouble, type YookassaOptions } from './shop';
