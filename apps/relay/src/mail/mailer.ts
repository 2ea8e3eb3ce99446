/** The one mail that the relay sends. */
import nodemailer from 'nodemailer';

/** A mail server that does not answer must not hold the request for longer than a person waits. */
const SMTP_TIMEOUT_MS = 10_000;

export interface Mailer {
  /** Rejects when the server did not take the mail. */
  sendMagicLink(to: string, link: string, minutes: number): Promise<void>;
  close(): void;
}

export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = nodemailer.createTransport(
    {
      url: smtpUrl,
      connectionTimeout: SMTP_TIMEOUT_MS,
      greetingTimeout: SMTP_TIMEOUT_MS,
      socketTimeout: SMTP_TIMEOUT_MS,
    },
    { from },
  );
  return {
    async sendMagicLink(to, link, minutes) {
      await transport.sendMail({
        to: { name: '', address: to },
        subject: 'Sign in to Mirubato',
        text:
          `Open this link to sign in to Mirubato:\n\n${link}\n\n` +
          `It works once, for ${minutes} minutes. If you did not ask for it, do nothing.\n`,
      });
    },
    close: () => transport.close(),
  };
}
