interface Told {
  readonly type: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is sent, byte for byte the same at every try. */
export const webhookBody = ({ type, at, data }: Told): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });
