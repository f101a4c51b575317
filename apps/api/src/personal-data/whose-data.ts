import { ApiError } from '../platform/api-error';
import type { CallerOf } from '../platform/door';

/**
 * Nobody asks for somebody else's data: a user speaks for themself, staff write down the letter of a person they name.
 * Throws `forbidden`, and `validation_failed` when staff name nobody.
 */
export function whoseData(caller: CallerOf, personId: string | undefined): string {
  if (caller.kind === 'user') {
    if (personId !== undefined && personId !== caller.id)
      throw new ApiError('forbidden', 'О данных другого человека может просить только он сам');
    return caller.id;
  }
  if (personId === undefined)
    throw new ApiError('validation_failed', 'Укажите, чьи это данные', {}, [
      { path: 'personId', message: 'Выберите человека' },
    ]);
  return personId;
}
