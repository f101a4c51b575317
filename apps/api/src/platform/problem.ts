import { DomainError, type FieldError } from '@rocket/kernel';
import type { ProblemDto } from '@rocket/contracts';
import { z } from 'zod';
import type { AmoErrorCode } from '@rocket/amocrm';
import type { BillingErrorCode } from '@rocket/billing';
import type { CatalogErrorCode } from '@rocket/catalog';
import type { PaymentSourceCode } from '@rocket/payment-sources';
import type { ApiErrorCode } from './api-error';

/** Every code a refusal may carry. A new code in a library asks for its row below before anything compiles. */
export type ProblemCode =
  | ApiErrorCode
  | AmoErrorCode
  | BillingErrorCode
  | CatalogErrorCode
  | PaymentSourceCode;

interface ProblemRow {
  readonly status: number;
  readonly title: string;
}

const API: Readonly<Record<ApiErrorCode, ProblemRow>> = {
  unauthenticated: { status: 401, title: 'Нужно войти' },
  wrong_credentials: { status: 401, title: 'Почта или пароль не подошли' },
  code_required: { status: 401, title: 'Нужен код подтверждения' },
  wrong_code: { status: 401, title: 'Код не подошёл' },
  second_factor_missing: { status: 403, title: 'Сначала подключите вход с кодом' },
  second_factor_required: { status: 409, title: 'Вход с кодом обязателен' },
  forbidden: { status: 403, title: 'Нет прав на это действие' },
  foreign_origin: { status: 403, title: 'Запрос пришёл с чужой страницы' },
  not_found: { status: 404, title: 'Не найдено' },
  not_connected: { status: 409, title: 'Аккаунт amoCRM не подключён' },
  email_taken: { status: 409, title: 'Такая почта уже есть' },
  last_owner: { status: 409, title: 'Последний владелец остаётся' },
  link_spent: { status: 401, title: 'Ссылка для входа уже не действует' },
  validation_failed: { status: 422, title: 'Данные заполнены неверно' },
  malformed_body: { status: 400, title: 'Тело запроса не читается' },
  malformed_request: { status: 400, title: 'Запрос составлен неверно' },
  method_not_allowed: { status: 405, title: 'Так этот адрес не вызывают' },
  idempotency_key_required: { status: 400, title: 'Нужен заголовок Idempotency-Key' },
  idempotency_key_malformed: { status: 400, title: 'Заголовок Idempotency-Key не подходит' },
  idempotency_key_reused: { status: 422, title: 'Этот Idempotency-Key уже использован с другим телом' },
  idempotency_in_progress: { status: 409, title: 'Такой же запрос ещё выполняется' },
  clock_backwards: { status: 422, title: 'Часы не идут назад' },
  payload_too_large: { status: 413, title: 'Слишком большой запрос' },
  unsupported_media_type: { status: 415, title: 'Такой тип содержимого не принимается' },
  rate_limited: { status: 429, title: 'Слишком много запросов' },
  requisites_incomplete: { status: 409, title: 'Для этого файла не хватает реквизитов' },
  not_in_format: { status: 409, title: 'Электронный формат этого не позволяет' },
  not_ready: { status: 503, title: 'Система ещё не готова' },
  database_unavailable: { status: 503, title: 'База данных не отвечает' },
  key_over: { status: 409, title: 'Ключ уже не действует' },
  announcement_posted: { status: 409, title: 'Объявление уже отправлено' },
  price_plan_over: { status: 409, title: 'Об этой цене уже предупредили' },
  promotion_over: { status: 409, title: 'Акция уже закончилась' },
  notice_not_optional: { status: 409, title: 'От этих уведомлений отказаться нельзя' },
  report_computing: { status: 409, title: 'Отчёт ещё считается' },
  webhook_off: { status: 409, title: 'Этот адрес выключен' },
  already_partner: { status: 409, title: 'Уже партнёр' },
  already_brought: { status: 409, title: 'Партнёр уже указан' },
  naming_over: { status: 409, title: 'Партнёра уже не указать' },
  rewards_told: { status: 409, title: 'Вознаграждение за этот месяц уже начислено' },
  partnership_over: { status: 409, title: 'Договор с партнёром закончился' },
  more_than_due: { status: 409, title: 'Больше, чем к выплате' },
};

const AMO: Readonly<Record<AmoErrorCode, ProblemRow>> = {
  amo_unauthorized: { status: 502, title: 'amoCRM не принимает наш доступ' },
  amo_payment_required: { status: 502, title: 'Аккаунт amoCRM не оплачен' },
  amo_forbidden: { status: 502, title: 'amoCRM запретила запрос' },
  amo_not_found: { status: 502, title: 'amoCRM не нашла запрошенное' },
  amo_rate_limited: { status: 503, title: 'amoCRM просит подождать' },
  amo_unavailable: { status: 503, title: 'amoCRM не отвечает' },
  amo_rejected: { status: 502, title: 'amoCRM отклонила запрос' },
  widget_token_invalid: { status: 401, title: 'Вход из виджета не подтверждён' },
  install_query_invalid: { status: 400, title: 'Установка начата неверной ссылкой' },
  uninstall_hook_invalid: { status: 400, title: 'Уведомление об отключении не подтверждено' },
};

const BILLING: Readonly<Record<BillingErrorCode, ProblemRow>> = {
  insufficient_balance: { status: 402, title: 'Недостаточно средств' },
  below_minimum_payment: { status: 422, title: 'Сумма меньше минимального платежа' },
  entry_conflict: { status: 409, title: 'Под этим ключом записано другое' },
  already_connected: { status: 409, title: 'Продукт уже подключён' },
  already_reversed: { status: 409, title: 'Операция уже отменена' },
  money_gone: { status: 409, title: 'Деньги уже потрачены' },
  not_reversible: { status: 409, title: 'Эту операцию не отменить' },
  nothing_left: { status: 409, title: 'Бонус уже израсходован' },
  own_request: { status: 403, title: 'Свой запрос подтверждает другой сотрудник' },
  already_decided: { status: 409, title: 'Решение уже принято' },
  trial_used: { status: 409, title: 'Пробный период уже использован' },
  period_not_offered: { status: 422, title: 'На такой период продукт не продаётся' },
  subscription_ended: { status: 409, title: 'Подписка завершена' },
  order_out_of_date: { status: 409, title: 'Порядок составлен по старому списку' },
  subscription_suspended: { status: 409, title: 'Подписка приостановлена' },
  account_not_active: { status: 409, title: 'Аккаунт приостановлен' },
  contract_ended: { status: 409, title: 'Договор закончился' },
  technical_account: { status: 409, title: 'Технический аккаунт amoCRM не оплачивается' },
  calendar_unknown: { status: 409, title: 'Производственный календарь этого года ещё не известен' },
  wrong_currency: { status: 422, title: 'Сумма в другой валюте' },
  expiry_in_the_past: { status: 422, title: 'Срок действия уже прошёл' },
  future_business_date: { status: 422, title: 'Этот день ещё не наступил' },
  run_in_progress: { status: 409, title: 'Списание за этот день уже идёт' },
  profile_required: { status: 409, title: 'Заполните реквизиты' },
  receipt_not_unallocated: { status: 409, title: 'Этот платёж уже отнесён' },
  invoice_not_open: { status: 409, title: 'Счёт уже оплачен или закрыт' },
  parts_exceed_receipt: { status: 422, title: 'Частей больше, чем денег' },
  parts_do_not_add_up: { status: 422, title: 'Части не сходятся с поступлением' },
  receipt_not_returned: { status: 409, title: 'Это поступление не возвращали' },
  receipt_under_way: { status: 409, title: 'Касса ещё не ответила' },
  not_resendable: { status: 409, title: 'Этот чек нельзя отправить ещё раз' },
  ground_not_given: { status: 409, title: 'Основания для этого нет' },
  already_terminated: { status: 409, title: 'Договор уже расторгается' },
  termination_required: { status: 409, title: 'Сначала нужно расторгнуть договор' },
  refund_not_offered: { status: 409, title: 'Возврат не предусмотрен' },
  refund_not_approved: { status: 409, title: 'Возврат ещё не согласован' },
  refund_under_way: { status: 409, title: 'Возврат уже оформляется' },
  trial_not_extendable: { status: 409, title: 'Пробный период не продлить' },
  access_over: { status: 409, title: 'Бесплатный доступ уже закончился' },
  price_change_in_effect: { status: 409, title: 'Новая цена уже действует' },
  price_change_not_concerning: { status: 422, title: 'Это изменение цены аккаунта не касается' },
  limit_exceeded: { status: 429, title: 'Лимит исчерпан' },
  unit_not_metered: { status: 422, title: 'Эта единица не учитывается' },
  account_unknown: { status: 404, title: 'Такой аккаунт amoCRM не подключён' },
  project_required: { status: 422, title: 'Не выбран проект' },
  project_unknown: { status: 422, title: 'Такого проекта нет' },
  project_name_taken: { status: 409, title: 'Проект с таким названием уже есть' },
  renews_by_itself: { status: 409, title: 'Подключение продлится само' },
  project_not_active: { status: 409, title: 'Тариф проекта не подключён' },
  autopayment_not_offered: { status: 422, title: 'Автоплатёж не предусмотрен' },
  answer_missing: { status: 422, title: 'Клиент ждёт ответа' },
  nothing_to_pay: { status: 409, title: 'Платить пока не за что' },
  product_not_connected: { status: 409, title: 'Продукт не подключён' },
  usage_in_the_future: { status: 422, title: 'Этот момент ещё не наступил' },
  usage_too_old: { status: 422, title: 'Так поздно использование уже не учитывают' },
  unit_not_gauge: { status: 422, title: 'Эта единица не измеряется уровнем' },
  unit_not_reservable: { status: 422, title: 'Эту единицу нельзя зарезервировать' },
  above_reserved: { status: 422, title: 'Больше, чем зарезервировано' },
  reservation_confirmed: { status: 409, title: 'Резерв уже подтверждён' },
  reservation_released: { status: 409, title: 'Резерв уже снят' },
  package_is_fixed: { status: 409, title: 'Пакет не меняют' },
  transfer_not_offered: { status: 422, title: 'Передача не предусмотрена' },
  transfer_over: { status: 409, title: 'Срок закончился' },
  transfer_under_way: { status: 409, title: 'Уже передаётся' },
  transfer_decided: { status: 409, title: 'Передача уже решена' },
  nothing_to_transfer: { status: 409, title: 'Передавать нечего' },
  transfer_to_itself: { status: 422, title: 'Это тот же аккаунт' },
  appointments_not_offered: { status: 409, title: 'На этот продукт не записывают' },
  appointment_outside_term: { status: 409, title: 'Срок пакета не подходит' },
  appointment_outside_hours: { status: 422, title: 'В это время услуги не оказывают' },
  appointment_in_the_past: { status: 422, title: 'Это время уже прошло' },
  appointment_not_begun: { status: 409, title: 'Время записи ещё не наступило' },
  appointment_too_late: { status: 409, title: 'Переносить запись поздно' },
  appointment_settled: { status: 409, title: 'Запись уже закрыта' },
  services_spent: { status: 409, title: 'Услуги этого вида закончились' },
  not_the_holder: { status: 409, title: 'Сертификатом владеет другой человек' },
  not_passable: { status: 409, title: 'Сертификат не передать' },
};

const CATALOG: Readonly<Record<CatalogErrorCode, ProblemRow>> = {
  product_not_found: { status: 404, title: 'Такого продукта нет' },
  payment_way_not_offered: { status: 409, title: 'По оферте так не платят' },
  seller_not_found: { status: 404, title: 'Такого продавца нет' },
  version_not_offered: { status: 422, title: 'Такая версия оферты не предлагается' },
  code_taken: { status: 409, title: 'Этот код уже занят' },
  price_not_found: { status: 404, title: 'Такой цены нет' },
  notice_too_short: { status: 422, title: 'Предупреждать нужно раньше' },
  valid_from_in_the_past: { status: 422, title: 'Дата начала уже прошла' },
  period_not_allowed: { status: 422, title: 'Продавец не продаёт на такой период' },
  price_exists: { status: 409, title: 'Такая цена уже есть' },
  currency_mismatch: { status: 422, title: 'Цена в другой валюте' },
  quantity_below_minimum: { status: 422, title: 'Количество меньше минимального' },
  projects_not_offered: { status: 422, title: 'У продукта нет проектов' },
  cession_not_offered: { status: 422, title: 'Аккаунт не уступается' },
  cession_receiver: { status: 422, title: 'Уступить этому человеку нельзя' },
  cession_not_open: { status: 409, title: 'Уступки сейчас нет' },
  tariff_required: { status: 422, title: 'Не выбран тариф' },
  tariff_unknown: { status: 422, title: 'Такого тарифа нет' },
  free_plan_taken: { status: 409, title: 'Бесплатный тариф уже занят' },
  not_for_projects: { status: 422, title: 'Для продукта с проектами так нельзя' },
  auto_renewal_not_offered: { status: 422, title: 'Оферта не предусматривает автопродления' },
  not_counted_by_seats: { status: 422, title: 'Количество не следует за числом пользователей' },
  seats_unknown: { status: 409, title: 'Число пользователей amoCRM неизвестно' },
  quantity_not_seats: { status: 422, title: 'Количество расходится с числом пользователей' },
  partner_unknown: { status: 422, title: 'Такого партнёра в оферте нет' },
  not_for_this_customer: { status: 409, title: 'Этот продукт продаётся клиентам партнёра' },
  quantity_above_maximum: { status: 422, title: 'Столько по этой цене не продаётся' },
};

const PAYMENT_SOURCES: Readonly<Record<PaymentSourceCode, ProblemRow>> = {
  statement_unreadable: { status: 422, title: 'Файл выписки не читается' },
  statement_empty: { status: 422, title: 'В файле выписки нет документов' },
  signature_invalid: { status: 400, title: 'Подпись платёжной системы не сходится' },
  provider_payment_malformed: { status: 400, title: 'Уведомление платёжной системы не читается' },
  provider_unavailable: { status: 503, title: 'Платёжная система не отвечает' },
  provider_rejected: { status: 502, title: 'Платёжная система отказала' },
};

/** Every refusal the API can answer with. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = {
  ...API,
  ...AMO,
  ...BILLING,
  ...CATALOG,
  ...PAYMENT_SOURCES,
};

/** RFC 9457 body of a refusal. Facts never overwrite the standard members. */
export function problemOf(
  refusal: DomainError,
  table: Readonly<Record<string, ProblemRow>> = PROBLEMS,
): ProblemDto | null {
  const row = Object.hasOwn(table, refusal.code) ? table[refusal.code] : undefined;
  if (!row) return null;
  return {
    ...refusal.facts,
    type: `/problems/${refusal.code}`,
    title: row.title,
    status: row.status,
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.errors.length > 0 ? { errors: [...refusal.errors] } : {}),
  };
}

/** What a caller sees of a bug: nothing but a number to quote. The log has the rest under the same number. */
export const internalProblem = (incident: string): ProblemDto => ({
  type: '/problems/internal_error',
  title: 'Внутренняя ошибка',
  status: 500,
  code: 'internal_error',
  detail: `Мы уже знаем об ошибке. Номер для обращения: ${incident}`,
  incident,
});

/** The fields zod refused, with paths as the caller wrote them: `lines.0.amount`; the body itself is ''. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...at, key].join('.'), message: 'Неизвестное поле' }));
    return [{ path: at.join('.'), message: issue.message }];
  });
}

z.config(z.locales.ru());
