/** One recipient in a delivery status notification. */
export interface ReportedRecipient {
  readonly address: string;
  readonly action: string;
  /** The other server's words: `5.1.1; smtp; 550 No such user`. */
  readonly status: string;
}

export interface DeliveryReport {
  /** Ids of letters of ours that the report names, by their Message-ID. */
  readonly mailIds: readonly string[];
  readonly recipients: readonly ReportedRecipient[];
}

const MESSAGE_ID =
  /^message-id:\s*<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^>\s]+>/gim;

/**
 * Reads a delivery status notification (RFC 3464) as a mail server sends it: groups of plain header lines, and the headers of
 * the letter that came back. Null for anything else.
 */
export function readDeliveryReport(message: string): DeliveryReport | null {
  const text = message.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  if (!/^content-type:\s*multipart\/report\b/im.test(text)) return null;
  const recipients = text.split(/\n\s*\n/).flatMap((group) => {
    const field = (name: string): string | null =>
      new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(group)?.[1]?.trim() ?? null;
    const final = field('final-recipient') ?? field('original-recipient');
    const address = final?.split(';').at(-1)?.trim();
    const action = field('action')?.toLowerCase();
    if (!address || !action) return [];
    const status = [field('status'), field('diagnostic-code')].filter(Boolean).join('; ');
    return [{ address, action, status: status.slice(0, 500) }];
  });
  if (recipients.length === 0) return null;
  return { mailIds: [...text.matchAll(MESSAGE_ID)].map(([, id]) => id!.toLowerCase()), recipients };
}
