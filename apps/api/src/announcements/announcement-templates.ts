import type { AnnouncementTemplateDto } from '@rocket/contracts';

const template = (
  kind: AnnouncementTemplateDto['kind'],
  needs: readonly ('date' | 'time' | 'product')[],
  ru: AnnouncementTemplateDto['texts']['ru'],
  en: AnnouncementTemplateDto['texts']['en'],
): AnnouncementTemplateDto => ({
  kind,
  texts: { ru, en },
  needsDate: needs.includes('date'),
  needsTime: needs.includes('time'),
  needsProduct: needs.includes('product'),
});

/** Texts staff begin with; what stands in braces is filled in for each account. */
export const ANNOUNCEMENT_TEMPLATES: readonly AnnouncementTemplateDto[] = [
  template(
    'news',
    [],
    { title: 'Новое в {seller}', text: 'Здравствуйте! Рассказываем, что изменилось.' },
    { title: 'News from {seller}', text: 'Hello! Here is what has changed.' },
  ),
  template(
    'promotion',
    [],
    { title: 'Акция для {account}', text: 'Условия акции и срок её действия.' },
    { title: 'An offer for {account}', text: 'The terms of the promotion and how long it lasts.' },
  ),
  template(
    'maintenance',
    ['date', 'time'],
    {
      title: 'Плановые работы {date}',
      text: '{date} с {time} по московскому времени проводим плановые работы. Продукты в аккаунте {subdomain}.amocrm.ru могут быть недоступны около часа. Данные сохранятся.',
    },
    {
      title: 'Planned maintenance on {date}',
      text: 'On {date} from {time} Moscow time we carry out planned maintenance. Products in {subdomain}.amocrm.ru may be unavailable for about an hour. No data is lost.',
    },
  ),
  template(
    'seller_requisites',
    [],
    {
      title: 'Новые реквизиты {seller}',
      text: 'Изменились наши банковские реквизиты. Новые стоят в счетах, выставленных с сегодняшнего дня. Неоплаченные счета выставьте заново.',
    },
    {
      title: 'New bank details of {seller}',
      text: 'Our bank details have changed. Invoices issued from today bear the new ones. Please issue unpaid invoices again.',
    },
  ),
  template(
    'product_withdrawn',
    ['date', 'product'],
    {
      title: 'Прекращаем поддержку: {product}',
      text: 'С {date} продукт {product} больше не работает. Дни после этой даты не оплачиваются. Мы поможем перейти на замену: ответьте поддержке.',
    },
    {
      title: 'Being withdrawn: {product}',
      text: 'From {date} {product} no longer works. Days after that date are not charged. We will help you to replace it: please ask our support.',
    },
  ),
  template(
    'terms_change',
    ['date', 'product'],
    {
      title: 'Меняются условия: {product}',
      text: 'С {date} меняются условия использования {product}. Продолжая пользоваться продуктом, вы соглашаетесь с новыми условиями; если не согласны, отключите его в личном кабинете.',
    },
    {
      title: 'New terms: {product}',
      text: 'From {date} the terms of use of {product} change. By going on using the product you accept them; if you do not agree, disconnect it in the control panel.',
    },
  ),
];
