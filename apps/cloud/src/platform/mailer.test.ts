import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMail } from './mail.ts';
import { createMailer } from './mailer.ts';

const received: { from: string; to: string[]; body: string }[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let body = '';
    stream.on('data', (chunk: Buffer) => (body += chunk.toString()));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        body,
      });
      done();
    });
  },
});
let smtpUrl = '';
let mailboxDir = '';
beforeAll(async () => {
  mailboxDir = await mkdtemp(join(tmpdir(), 'educrowd-mailbox-'));
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', () => resolve()));
  smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await rm(mailboxDir, { recursive: true, force: true });
});

const clock = () => new Date('2026-03-01T10:00:00.000Z');
const mail = renderMail({
  to: 'ada@example.org',
  locale: 'de-AT',
  subject: 'Welcome <b>',
  paragraphs: ['Hello <script>alert(1)</script> & "you"'],
  action: { label: 'Open', url: 'https://example.org/?a=1&b="2"' },
  closing: ['Bye'],
});

test('a subject of any length fits, and no sign of it is cut in two', () => {
  const { subject } = renderMail({
    to: 'ada@example.org',
    locale: 'en',
    subject: `x${'🌊'.repeat(149)}`,
    paragraphs: [],
  });
  expect(subject.length).toBeLessThanOrEqual(200);
  expect(subject.isWellFormed()).toBe(true);
});

test('what people typed is text in a mail, in both of its forms', () => {
  expect(mail.html).not.toContain('<script>');
  expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;you&quot;');
  expect(mail.html).toContain('href="https://example.org/?a=1&amp;b=&quot;2&quot;"');
  expect(mail.html).toContain('<html lang="de-AT">');
  expect(mail.text).toBe(
    'Hello <script>alert(1)</script> & "you"\n\nOpen:\nhttps://example.org/?a=1&b="2"\n\nBye\n',
  );
});

test('a mail leaves through the mail server', async () => {
  const mailer = createMailer({ smtpUrl, from: 'EduCrowd <no-reply@example.org>', mailboxDir, clock });
  await mailer.send(mail);
  mailer.close();
  expect(mailer.mailbox).toBeNull();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: 'no-reply@example.org', to: ['ada@example.org'] });
  expect(received[0]?.body).toMatch(/^Subject: Welcome <b>/m);
  expect(received[0]?.body).toMatch(/^Auto-Submitted: auto-generated/m);
});

test('a mail server that does not answer is an error, so that the job tries again', async () => {
  const mailer = createMailer({
    smtpUrl: 'smtp://127.0.0.1:1',
    from: 'no-reply@example.org',
    mailboxDir,
    clock,
  });
  await expect(mailer.send(mail)).rejects.toThrow(/ECONNREFUSED/);
  mailer.close();
});

test('a line break in an address or subject cannot smuggle in a header', async () => {
  const mailer = createMailer({ smtpUrl, from: 'no-reply@example.org', mailboxDir, clock });
  await mailer.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.org' });
  mailer.close();
  expect(received.at(-1)?.to).toEqual(['ada@example.org']);
  expect(received.at(-1)?.body).not.toMatch(/^Bcc:/m);
});

test('without a mail server the latest mails are kept, for every server that shares the folder', async () => {
  const mailer = createMailer({ smtpUrl: null, from: '', mailboxDir, clock });
  await mailer.send(mail);
  await mailer.send({ ...mail, to: 'Ben@example.org' });
  const { mailbox } = createMailer({ smtpUrl: null, from: '', mailboxDir, clock });
  const [ben, ada] = (await mailbox?.list()) ?? [];
  expect([ben?.to, ada?.to]).toEqual(['Ben@example.org', 'ada@example.org']);
  expect(await mailbox?.list('ben@example.org')).toEqual([ben]);
  expect(await mailbox?.find(ada?.id ?? '')).toEqual({ ...mail, id: ada?.id, at: clock() });
  expect(await mailbox?.find('../secrets')).toBeNull();
  expect(await mailbox?.find('0199a0b0-0000-7000-8000-000000000000')).toBeNull();
});
