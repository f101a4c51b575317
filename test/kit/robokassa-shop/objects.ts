/**
 * A Robokassa shop that speaks the real protocol: checks and makes signatures by itself (written apart from ours, so that
 * each checks the other), knows the states of its operations, and can misbehave. Facts: ru-docs-payments §5.1.
 */
export interface RobokassaOptions {
  readonly port?: number;
  readonly merchantLogin: string;
  readonly password1: string;
  readonly password2: string;
  readonly password3: string;
  readonly algorithm?: 'md5' | 'sha256';
  readonly resultUrl: string;
  readonly successUrl: string;
  readonly failUrl: string;
}

export interface RobokassaFaults {
  /** ResultURL is never called. */
  silent: boolean;
  /** ResultURL is called so many times more, all at once. */
  repeats: number;
  /** ResultURL is called so much later than the browser is sent back. */
  delayMs: number;
  /** Services answer 503. */
  servicesDown: boolean;
  /** So many refund requests are carried out and their answer is lost. */
  loseRefundAnswers: number;
  /** So many refund requests come to nothing, and nobody is told. */
  swallowRefunds: number;
  /** No cash register has said anything of a receipt. */
  receiptsStuck: boolean;
  /** So many second receipts are taken and their answer is lost. */
  loseReceiptAnswers: number;
  /** Refund requests are refused. */
  refuseRefunds: boolean;
  /** The next refund requests are answered with these and not carried out. */
  turnAwayRefunds: number[];
  /** So many refund requests are carried out and answered with a page nobody can read. */
  garbleRefundAnswers: number;
  /** Questions about operations and refunds are answered with this; 0: as they should be. */
  questionsAnswer: number;
}

export interface Operation {
  readonly invId: string;
  /** As the shop asked for it. */
  readonly outSum: string;
  readonly description: string;
  readonly email: string;
  readonly shp: Readonly<Record<string, string>>;
  /** The decoded JSON of the receipt, when there was one. */
  readonly receipt: { sno: string; items: Record<string, unknown>[] } | null;
  readonly opKey: string;
  /** OpState: 5 begun, 60 returned, 100 paid. */
  state: 5 | 10 | 60 | 100;
  paid: string | null;
}

export interface Refund {
  readonly id: string;
  readonly opKey: string;
  readonly sum: number;
  readonly items: Record<string, unknown>[];
  label: 'processing' | 'finished' | 'canceled';
}

export const noFaults = (): RobokassaFaults => ({
  silent: false,
  repeats: 0,
  delayMs: 0,
  servicesDown: false,
  loseRefundAnswers: 0,
  swallowRefunds: 0,
  receiptsStuck: false,
  loseReceiptAnswers: 0,
  refuseRefunds: false,
  turnAwayRefunds: [],
  garbleRefundAnswers: 0,
  questionsAnswer: 0,
});
