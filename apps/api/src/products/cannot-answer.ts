import { ApiError } from '../platform/api-error';

/** What a product reads when nothing is remembered of its question. */
export const cannotAnswer = (): ApiError =>
  new ApiError(
    'database_unavailable',
    'База данных не отвечает, а ответа на этот вопрос нет в памяти. Повторите запрос через несколько секунд; ' +
      'выданные лицензии действуют до конца своего льготного срока',
    { retryAfter: 5 },
  );
