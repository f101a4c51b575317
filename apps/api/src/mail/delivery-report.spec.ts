import { readDeliveryReport } from './delivery-report';

const ID = '0197abcd-0000-7000-8000-000000000001';
const REPORT = [
  'From: MAILER-DAEMON@mx.example',
  'Message-ID: <daemon.1@mx.example>',
  'Content-Type: multipart/report; report-type=delivery-status;',
  '\tboundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Sorry.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  'Final-Recipient: rfc822; buh@romashka.example',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1',
  ' No such user',
  '',
  'Final-Recipient: rfc822;director@romashka.example',
  'Action: delayed',
  'Status: 4.4.1',
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `Message-ID: <${ID}@localhost>`,
  'Subject: x',
  '--b--',
].join('\r\n');

describe('a report that a letter came back (RFC 3464)', () => {
  it('names the letter by the Message-ID we gave it, and each recipient with the words of the other server', () => {
    expect(readDeliveryReport(REPORT)).toEqual({
      mailIds: [ID],
      recipients: [
        { address: 'buh@romashka.example', action: 'failed', status: '5.1.1; smtp; 550 5.1.1 No such user' },
        { address: 'director@romashka.example', action: 'delayed', status: '4.4.1' },
      ],
    });
  });

  it('is not an answer from a holiday, nor a letter that only speaks of one', () => {
    expect(readDeliveryReport(`Content-Type: text/plain\r\n\r\nI am away. <${ID}@localhost>`)).toBeNull();
    expect(readDeliveryReport('Final-Recipient: rfc822; a@b\nAction: failed')).toBeNull();
  });
});
