import type { TimelineKind } from '@rocket/contracts';

/** What an entry or a request says better, with its sum: beside money these are left out, so that each thing stands once. */
export const SAID_BY_MONEY: Readonly<Partial<Record<TimelineKind, string>>> = {
  acts: `event in ('grantBonus', 'revokeBonus', 'adjustBalance', 'reverseEntry', 'decideApproval')
         and facts ->> 'result' in ('done', 'asked')`,
  notices: `event = 'made' and facts ->> 'noticeKind' in ('bonus_granted', 'bonus_revoked')`,
};

/**
 * What happened to account $1, table by table: nothing is copied, so nothing can differ. Each gives
 * (at, key, day_only, event, actor, reason, facts, subject_type, subject_id); `key` is unique over all of them and breaks
 * ties: it begins with an id, and ids of one instant stand in the order they were made.
 * Money in facts stands in minor units under names that end in `Minor`.
 */
export const HAPPENINGS: Readonly<Record<TimelineKind, readonly string[]>> = {
  money: [
    `select e.happened_at, e.id || ':entry', false, e.kind, e.actor, e.reason,
            jsonb_build_object('moneyMinor', e.money::text, 'bonusMinor', e.bonus::text, 'productCode', e.subject ->> 'productCode', 'on', e.business_date),
            'entry', e.id::text
       from entry e where e.account_id = $1`,
    `select r.requested_at, r.id || ':refund', false, 'refund_requested', r.requested_by, null,
            jsonb_build_object('moneyMinor', r.amount::text), 'refund', r.id::text
       from refund_request r where r.account_id = $1`,
    `select r.rejected_at, r.id || ':refund-rejected', false, 'refund_rejected', r.rejected_by, r.reject_reason,
            jsonb_build_object('moneyMinor', r.amount::text), 'refund', r.id::text
       from refund_request r where r.account_id = $1 and r.rejected_at is not null`,
    `select p.requested_at, p.id || ':approval', false, 'approval_asked', p.requested_by, p.reason,
            jsonb_build_object('moneyMinor', p.amount::text), 'approval', p.id::text
       from approval p where p.account_id = $1`,
    `select p.decided_at, p.id || ':approval-decided', false, 'approval_' || p.state, p.decided_by, null,
            jsonb_build_object('moneyMinor', p.amount::text), 'approval', p.id::text
       from approval p where p.account_id = $1 and p.decided_at is not null`,
  ],
  documents: [
    `select t.at, d.id || ':' || t.status || ':document', false, t.status, t.actor, t.note,
            jsonb_build_object('documentKind', d.kind, 'number', d.number, 'issuedOn', d.issued_on, 'moneyMinor', d.amount::text),
            'document', d.id::text
       from document_status t join document d on d.account_id = t.account_id and d.id = t.document_id where t.account_id = $1`,
    `select h.done_at, h.id || ':handover', false, 'handed_over', h.actor, null,
            jsonb_build_object('documentKind', d.kind, 'number', d.number, 'issuedOn', d.issued_on, 'channel', h.channel),
            'document', d.id::text
       from document_handover h join document d on d.account_id = h.account_id and d.id = h.document_id
      where h.account_id = $1 and h.state = 'done' and h.done_at is not null`,
    `select c.uploaded_at, c.document_id || ':copy', false, 'signed_copy', c.uploaded_by, null,
            jsonb_build_object('documentKind', d.kind, 'number', d.number, 'issuedOn', d.issued_on), 'document', d.id::text
       from signed_copy c join document d on d.account_id = c.account_id and d.id = c.document_id where c.account_id = $1`,
  ],
  notices: [
    `select n.created_at, n.id || ':notice', false, 'made', null, null,
            jsonb_build_object('noticeKind', n.kind, 'noticeFacts', n.facts), 'notice', n.id::text
       from notice n where n.account_id = $1`,
    `select d.at, d.notice_id || ':' || d.channel || ':' || d.user_id || ':' || d.state || ':seen', false, d.state, 'user:' || d.user_id, null,
            jsonb_build_object('noticeKind', n.kind, 'noticeFacts', n.facts, 'channel', d.channel), 'notice', n.id::text
       from notice_delivery d join notice n on n.account_id = d.account_id and n.id = d.notice_id
      where d.account_id = $1 and d.state in ('seen', 'acknowledged') and d.channel <> 'email'`,
    `select r.at, r.mail_id || ':' || r.address || ':letter', false, 'letter_' || r.state, m.asked_by, null,
            jsonb_build_object('title', m.subject, 'recipient', r.address), 'letter', m.id::text
       from mail_recipient r join mail m on m.account_id = r.account_id and m.id = r.mail_id
      where r.account_id = $1 and r.state <> 'queued'`,
  ],
  subscriptions: [
    `select s.started_at, s.id || ':started', false, 'connected', null, null,
            jsonb_build_object('productCode', s.product_code), 'subscription', s.id::text
       from subscription s where s.account_id = $1`,
    `select (s.ended_on::timestamp at time zone l.time_zone), s.id || ':ended', true, 'ended', null, null,
            jsonb_build_object('productCode', s.product_code, 'because', s.ended_because), 'subscription', s.id::text
       from subscription s join account a on a.id = s.account_id join seller l on l.code = a.seller_code
      where s.account_id = $1 and s.ended_on is not null`,
    // The subscription itself only knows its last suspension: what was told of each is kept.
    `select n.created_at, n.id || ':turn', false, n.kind, null, null,
            jsonb_build_object('noticeKind', n.kind, 'noticeFacts', n.facts), 'notice', n.id::text
       from notice n where n.account_id = $1 and n.kind in ('suspended', 'resumed', 'frozen', 'price_change', 'seats_changed')`,
    `select x.extended_at, x.id || ':extended', false, 'trial_extended', x.extended_by, x.reason,
            jsonb_build_object('productCode', x.product_code, 'days', x.days), null, null
       from trial_extension x where x.account_id = $1`,
    `select g.granted_at, g.id || ':access', false, 'access_granted', g.granted_by, g.reason,
            jsonb_build_object('productCode', g.product_code, 'quantity', g.quantity, 'promotion', m.name), null, null
       from access_grant g left join promotion m on m.id = g.promotion_id where g.account_id = $1`,
    `select g.revoked_at, g.id || ':access-revoked', false, 'access_revoked', g.revoked_by, g.revoke_reason,
            jsonb_build_object('productCode', g.product_code), null, null
       from access_grant g where g.account_id = $1 and g.revoked_at is not null`,
    `select w.answered_at, w.change_id || ':' || w.no || ':price', false, 'price_' || w.answer, w.answered_by, null,
            jsonb_build_object('productCode', c.product_code), null, null
       from price_change_answer w join price_change c on c.id = w.change_id where w.account_id = $1`,
    `select o.accepted_at, o.seller_code || ':' || o.version || ':offer', false, 'offer_accepted', o.accepted_by, null,
            jsonb_build_object('version', o.version), null, null
       from offer_acceptance o where o.account_id = $1`,
    `select c.ended_at, c.id || ':cession', false, 'account_ceded', c.ended_by, null,
            jsonb_build_object('party', c.to_requisites ->> 'legalName', 'from', c.from_requisites ->> 'legalName'), null, null
       from account_cession c where c.account_id = $1 and c.state = 'done'`,
    `select t.offered_at, t.id || ':transfer', false, case when t.account_id = $1 then 'transfer_offered' else 'transfer_asked' end,
            t.offered_by, t.comment,
            jsonb_build_object('productCode', s.product_code, 'name', case when t.account_id = $1 then r.name else g.name end), null, null
       from subscription_transfer t join subscription s on s.account_id = t.account_id and s.id = t.subscription_id
       join account g on g.id = t.account_id join account r on r.id = t.to_account_id
      where t.account_id = $1 or t.to_account_id = $1`,
    `select t.decided_at, t.id || ':transfer-decided', false, 'transfer_' || t.state || case when t.account_id = $1 then '' else '_here' end,
            t.decided_by, null,
            jsonb_build_object('productCode', s.product_code, 'name', case when t.account_id = $1 then r.name else g.name end), null, null
       from subscription_transfer t join subscription s on s.account_id = t.account_id and s.id = t.subscription_id
       join account g on g.id = t.account_id join account r on r.id = t.to_account_id
      where (t.account_id = $1 or t.to_account_id = $1) and t.decided_at is not null`,
    `select t.requested_at, t.id || ':termination', false, 'termination_asked', t.requested_by, t.reason,
            jsonb_build_object('effectiveOn', t.effective_on), null, null
       from termination t where t.account_id = $1`,
    `select t.done_at, t.id || ':terminated', false, 'terminated', null, null, '{}'::jsonb, null, null
       from termination t where t.account_id = $1 and t.done_at is not null`,
  ],
  amocrm: [
    `select a.installed_at, a.id || ':installed', false, 'installed', null, null,
            jsonb_build_object('subdomain', a.subdomain), null, null
       from account a where a.id = $1`,
    `select i.installed_at, i.account_id || ':installed-again', false, 'installed_again', null, null,
            jsonb_build_object('host', i.host), null, null
       from installation i join account a on a.id = i.account_id where i.account_id = $1 and i.installed_at > a.installed_at`,
    `select i.trouble_since, i.account_id || ':trouble', false, 'trouble', null, null,
            jsonb_build_object('trouble', i.trouble), null, null
       from installation i where i.account_id = $1 and i.trouble_since is not null`,
    `select n.created_at, n.id || ':connection', false, n.kind, null, null, '{}'::jsonb, 'notice', n.id::text
       from notice n where n.account_id = $1 and n.kind in ('connection_lost', 'connection_removed')`,
    `select p.granted_at, p.amocrm_user_id || ':permission', false, 'permission_given', null, null,
            jsonb_build_object('name', u.name, 'permission', p.kind), null, null
       from amocrm_permission p left join account_user u on u.account_id = p.account_id and u.amocrm_user_id = p.amocrm_user_id
      where p.account_id = $1`,
    `select p.updated_at, p.amocrm_user_id || ':permission-over', false, 'permission_' || p.state, null, null,
            jsonb_build_object('name', u.name), null, null
       from amocrm_permission p left join account_user u on u.account_id = p.account_id and u.amocrm_user_id = p.amocrm_user_id
      where p.account_id = $1 and p.state <> 'active'`,
    `select u.first_seen_at, u.id || ':person', false, 'person_appeared', null, null,
            jsonb_build_object('name', u.name, 'level', u.level), null, null
       from account_user u where u.account_id = $1`,
    `select c.at, c.id || ':access-change', false, 'access_changed', c.by, null,
            jsonb_build_object('name', u.name, 'levelBefore', c.level_before, 'level', c.level_after, 'openBefore', c.open_before, 'open', c.open_after),
            null, null
       from access_change c left join account_user u on u.account_id = c.account_id and u.id = c.user_id where c.account_id = $1`,
  ],
  acts: [
    `select e.at, e.id || ':act', false, e.action, e.actor, e.reason,
            e.told || jsonb_build_object('result', e.result, 'code', e.code, 'role', e.role, 'via', e.via), null, null
       from audit_event e where e.account_id = $1`,
  ],
};
