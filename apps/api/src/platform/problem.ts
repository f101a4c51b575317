import { DomainError, type FieldError } from '@rocket/kernel';
import type { ProblemDto } from '@rocket/contracts';
import { z } from 'zod';
import type { ApiErrorCode } from './api-error';

/** Every code a refusal may carry. A new code in a library asks for its row below before anything compiles. */
export type ProblemCode = ApiErrorCode;

interface ProblemRow {
  readonly status: number;
  readonly title: string;
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = {
  unauthenticated: { status: 401, title: 'Нужно войти' },
  wrong_credentials: { status: 401, title: 'Почта или пароль не подошли' },
  forbidden: { status: 403, title: 'Нет прав на это действие' },
  foreign_origin: { status: 403, title: 'Запрос пришёл с чужой страницы' },
  not_found: { status: 404, title: 'Не найдено' },
  not_connected: { status: 409, title: 'Аккаунт amoCRM не подключён' },
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
  not_ready: { status: 503, title: 'Система ещё не готова' },
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
