import { decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';

/** What a licence says, as it was true when it was signed. */
export interface Licence {
  readonly account: number;
  readonly product: string;
  readonly entitled: boolean;
  readonly state: string;
  readonly quantity: number;
  readonly paidUntil: string | null;
  readonly issuedAt: Date;
  /** Until then it is the truth. */
  readonly expiresAt: Date;
  /** Until then it may be believed while the market cannot be reached. */
  readonly graceUntil: Date;
  /** `grace` after its own end, `current` before. */
  readonly standing: 'current' | 'grace';
}

/** A licence that proves nothing: forged, of another product or account, of the future, or past its grace. */
export class LicenceRefused extends Error {
  constructor(
    readonly code: 'forged' | 'foreign' | 'from_the_future' | 'over',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LicenceRefused';
  }
}

export interface LicenceExpected {
  readonly keys: JWTVerifyGetKey;
  /** The product's code: a licence of another product is refused. */
  readonly product: string;
  /** The account in amoCRM it must be of. */
  readonly account: number;
  /** The market's origin, which signed it. */
  readonly issuer: string;
  readonly now: Date;
  /** How far two clocks may differ, seconds: 60 unless told. */
  readonly skew?: number;
}

/**
 * Checks a licence off line: the signature (EdDSA only), who signed it, for which product and account, and its time.
 *
 * @throws LicenceRefused with a code; errors of reading the key set pass through
 */
export async function verifyLicence(token: string, expected: LicenceExpected): Promise<Licence> {
  const { product, account, issuer, now, skew = 60 } = expected;
  const { payload } = await jwtVerify(token, expected.keys, {
    algorithms: ['EdDSA'],
    issuer,
    audience: product,
    subject: String(account),
    currentDate: now,
    requiredClaims: ['iat', 'exp', 'jti'],
    // What it may be believed after its end is its own signed word; it is judged below, in one place.
    clockTolerance: graceOf(token) + skew,
  }).catch((error: unknown) => {
    throw refusalFor(error);
  });
  const issuedAt = new Date(payload.iat! * 1000);
  const expiresAt = new Date(payload.exp! * 1000);
  if (issuedAt.getTime() > now.getTime() + skew * 1000)
    throw new LicenceRefused(
      'from_the_future',
      'The licence was signed later than this machine’s clock says',
    );
  const isCurrent = now.getTime() <= expiresAt.getTime() + skew * 1000;
  return {
    account,
    product,
    entitled: payload['entitled'] === true,
    state: String(payload['state']),
    quantity: Number(payload['quantity']),
    paidUntil: typeof payload['paidUntil'] === 'string' ? payload['paidUntil'] : null,
    issuedAt,
    expiresAt,
    graceUntil: new Date(expiresAt.getTime() + graceOf(token) * 1000),
    standing: isCurrent ? 'current' : 'grace',
  };
}

/** Seconds of grace a token claims; none when it claims nothing sensible. Believed only if its signature holds. */
function graceOf(token: string): number {
  try {
    const { grace } = decodeJwt(token);
    return typeof grace === 'number' && grace >= 0 ? grace : 0;
  } catch {
    return 0;
  }
}

function refusalFor(error: unknown): unknown {
  const refused = (code: LicenceRefused['code'], message: string): LicenceRefused =>
    new LicenceRefused(code, message, { cause: error });
  if (error instanceof errors.JWTExpired) return refused('over', 'The licence and its grace are over');
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused('foreign', `The licence is not for this use: ${error.claim}`);
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey
  )
    return refused('forged', 'The licence was not signed by the market');
  return error;
}
