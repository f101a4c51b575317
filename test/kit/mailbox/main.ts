import { Mailbox } from './mailbox';

/** The mailbox of the sandbox as a process of its own: MAILBOX_PORT is its page, MAILBOX_SMTP_PORT takes letters. */
if (process.env['NODE_ENV'] === 'production') throw new Error('The mailbox has no place in production');

const mailbox = await Mailbox.open({
  httpPort: Number(process.env['MAILBOX_PORT'] ?? 0),
  smtpPort: Number(process.env['MAILBOX_SMTP_PORT'] ?? 0),
});
process.stdout.write(`Mailbox at ${mailbox.url} takes ${mailbox.smtpUrl}\n`);

const stop = (): void => void mailbox.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
