import type { EntitlementDto } from '@rocket/contracts';
import { addDays, type LocalDate } from '@rocket/kernel';
import type { EntitlementFacts } from './entitlement.rows';

export type Verdict = Pick<EntitlementDto, 'entitled' | 'state' | 'reason'>;

/**
 * "May this account use me?" on a business day of the seller, in words for the end user. False from the suspension on unless the
 * terms give a grace (http-api.md, "Entitlement"); between the end of a period and the run nothing changes.
 */
export function judgeEntitlement(facts: EntitlementFacts | null, today: LocalDate | null): Verdict {
  if (!facts || !today) return no('unknown', 'Аккаунт amoCRM не подключён к Rocket');
  if (facts.accountState === 'terminated') return no('ended', 'Договор расторгнут');
  if (facts.accountState === 'frozen' || facts.accountState === 'erased')
    return no('suspended', 'Аккаунт заморожен');
  if (facts.heldGround !== null) return no('suspended', 'Аккаунт приостановлен службой поддержки');
  if (facts.needsProject) return no('none', 'У этого продукта проекты: спросите о каждом по отдельности');
  switch (facts.state) {
    case 'trial':
      return { entitled: true, state: 'trial', reason: 'Идёт пробный период' };
    case 'active':
      if (facts.periodStart !== null && facts.periodStart > today && !facts.follows)
        return no('active', `Права начнут действовать ${facts.periodStart.split('-').reverse().join('.')}`);
      return {
        entitled: true,
        state: 'active',
        reason: facts.isFree ? 'Продукт предоставлен бесплатно' : 'Продукт оплачен',
      };
    case 'suspended':
      if (facts.suspendedOn !== null && today < addDays(facts.suspendedOn, facts.graceDays))
        return { entitled: true, state: 'suspended', reason: 'Оплата закончилась, идёт льготный срок' };
      return no('suspended', 'Продукт приостановлен: пополните баланс');
    case 'ended':
      return no('ended', 'Продукт отключён');
    case null:
      return no('none', 'Продукт не подключён');
  }
}

const no = (state: EntitlementDto['state'], reason: string): Verdict => ({ entitled: false, state, reason });
