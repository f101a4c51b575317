import { z } from 'zod';
import { staffRoles } from './notices';
import { page, pageQuery, reason, uuid } from './primitives';
import { route } from './route';
import { ADMIN, STAFF } from './who';

const password = z.string().min(1, 'Введите пароль').max(200);
const code = z.string().trim().min(1, 'Введите код').max(40);

export const secondFactor = z
  .object({
    isOn: z.boolean(),
    /** Whoever has none may do nothing else. */
    isRequired: z.boolean(),
    since: z.string().nullable(),
    recoveryCodesLeft: z.number().int(),
  })
  .meta({ id: 'SecondFactor' });

/** `code`: of the factor in use, when one is being replaced. */
export const beginSecondFactor = z.strictObject({ password, code: code.optional() });

/** What an authenticator app needs; shown once. */
export const secondFactorOffer = z
  .object({
    /** Base32, as it is typed by hand. */
    secret: z.string(),
    /** `otpauth://…`, what the QR code says. */
    address: z.string(),
    /** A picture as a `data:` address. */
    qr: z.string(),
  })
  .meta({ id: 'SecondFactorOffer' });

export const confirmSecondFactor = z.strictObject({ code });
/** Each lets its owner in once, in the place of a code. Shown once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export const removeSecondFactor = z.strictObject({ password, code });

export const panelSession = z
  .object({
    id: uuid,
    /** «Chrome, Windows»; null: it did not say. */
    device: z.string().nullable(),
    address: z.string().nullable(),
    startedAt: z.string(),
    /** To the minute. */
    lastSeenAt: z.string(),
    endsAt: z.string(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'PanelSession' });

const sessions = z.object({ items: z.array(panelSession) });

export const staffMember = z
  .object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    role: z.enum(staffRoles),
    isDisabled: z.boolean(),
    /** Not before they have set one by their link. */
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    /** Sessions that are open now. */
    sessions: z.number().int(),
    lastSeenAt: z.string().nullable(),
  })
  .meta({ id: 'StaffMember' });

export const forReason = z.strictObject({ reason });

/** Long rather than odd: whoever invents signs forgets them. */
const newPassword = z.string().min(12, 'Не короче 12 знаков').max(200, 'Не длиннее 200 знаков');
const personName = z.string().trim().min(2, 'Назовите имя и фамилию').max(100);
const role = z.enum(staffRoles, 'Выберите роль');

export const inviteStaff = z.strictObject({
  email: z.email('Укажите почту, например anna@example.ru').max(200),
  name: personName,
  role,
  reason,
});

/** What is left out stays as it is. */
export const changeStaff = z.strictObject({
  name: personName.optional(),
  role: role.optional(),
  /** Whoever is disabled comes in nowhere, at once. */
  isDisabled: z.boolean().optional(),
  reason,
});

/** Shown once; whoever has it sets the password of its owner. */
export const passwordLink = z.object({ url: z.string(), expiresAt: z.string() }).meta({ id: 'PasswordLink' });

export const setPassword = z.strictObject({ token: z.string().min(20).max(200), password: newPassword });
export const changePassword = z.strictObject({ password, code: code.optional(), newPassword });

const TAG = 'Security';

/** How people prove who they are, and where they are signed in. */
export const securityRoutes = {
  secondFactor: route({
    method: 'GET',
    path: '/me/second-factor',
    tag: TAG,
    who: STAFF,
    summary: 'Whether the caller signs in with a second factor',
    answer: secondFactor,
  }),
  beginSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor',
    tag: TAG,
    who: STAFF,
    summary: 'Offers a secret for an authenticator app; the factor in use stays until it is confirmed',
    body: beginSecondFactor,
    answer: secondFactorOffer,
  }),
  confirmSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor/confirmation',
    tag: TAG,
    who: STAFF,
    summary: 'Puts the offered secret in use by a code of it; other sessions end',
    body: confirmSecondFactor,
    answer: recoveryCodes,
  }),
  removeSecondFactor: route({
    method: 'POST',
    path: '/me/second-factor/removal',
    tag: TAG,
    who: STAFF,
    summary: 'Signs in by password alone again, where that is allowed',
    body: removeSecondFactor,
    answer: secondFactor,
    status: 200,
  }),
  mySessions: route({
    method: 'GET',
    path: '/me/sessions',
    tag: TAG,
    who: 'signed in',
    summary: 'Where the caller is signed in, the last seen first',
    answer: sessions,
  }),
  endMySession: route({
    method: 'DELETE',
    path: '/me/sessions/:id',
    tag: TAG,
    who: 'signed in',
    summary: 'Ends one session of the caller at once',
    status: 204,
  }),
  endOtherSessions: route({
    method: 'POST',
    path: '/me/sessions/end-others',
    tag: TAG,
    who: 'signed in',
    summary: 'Ends every session of the caller but this one',
    answer: z.object({ ended: z.number().int() }),
    status: 200,
  }),
  staffMembers: route({
    method: 'GET',
    path: '/staff',
    tag: TAG,
    who: ADMIN,
    summary: 'Members of staff and how they sign in, by name',
    query: pageQuery,
    answer: page(staffMember),
  }),
  inviteStaff: route({
    method: 'POST',
    path: '/staff',
    tag: TAG,
    who: ADMIN,
    summary: 'Takes a member of staff in; they set their password by a link that is shown once',
    body: inviteStaff,
    answer: z.object({ member: staffMember, link: passwordLink }),
  }),
  changeStaff: route({
    method: 'PATCH',
    path: '/staff/:id',
    tag: TAG,
    who: ADMIN,
    summary: 'Changes the name or the role of another member of staff, shuts them out or lets them in again',
    body: changeStaff,
    answer: staffMember,
  }),
  makePasswordLink: route({
    method: 'POST',
    path: '/staff/:id/password-link',
    tag: TAG,
    who: ADMIN,
    summary: 'A new link by which another member of staff sets their password; earlier ones stop',
    body: forReason,
    answer: passwordLink,
  }),
  setPassword: route({
    method: 'POST',
    path: '/staff-password',
    tag: TAG,
    who: 'public',
    summary: 'Sets the password of the owner of a link, once; their sessions end',
    body: setPassword,
    answer: z.object({ email: z.string() }),
    status: 200,
  }),
  changePassword: route({
    method: 'POST',
    path: '/me/password',
    tag: TAG,
    who: STAFF,
    summary: 'Changes the password of the caller, who shows the old one; their other sessions end',
    body: changePassword,
    status: 204,
  }),
  staffSessions: route({
    method: 'GET',
    path: '/staff/:id/sessions',
    tag: TAG,
    who: ADMIN,
    summary: 'Where a member of staff is signed in',
    answer: sessions,
  }),
  endStaffSessions: route({
    method: 'POST',
    path: '/staff/:id/sessions/end',
    tag: TAG,
    who: ADMIN,
    summary: 'Ends every session of another member of staff, with a reason',
    body: forReason,
    answer: staffMember,
    status: 200,
  }),
  resetSecondFactor: route({
    method: 'POST',
    path: '/staff/:id/second-factor/reset',
    tag: TAG,
    who: ADMIN,
    summary: 'Takes the second factor of another member of staff away, who lost it; their sessions end',
    body: forReason,
    answer: staffMember,
    status: 200,
  }),
} as const;

export type SecondFactorDto = z.infer<typeof secondFactor>;
export type SecondFactorOfferDto = z.infer<typeof secondFactorOffer>;
export type PanelSessionDto = z.infer<typeof panelSession>;
export type PasswordLinkDto = z.infer<typeof passwordLink>;
export type StaffMemberDto = z.infer<typeof staffMember>;
