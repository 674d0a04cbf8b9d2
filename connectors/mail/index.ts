import * as z from 'zod'
import { AppError } from '#core/lib/kernel/errors.ts'
import type { Mail, Mailer } from '#core/lib/kernel/mail.ts'
import { parseAnswer, platformHttp } from '../http.ts'
import { htmlOf } from './html.ts'
import { ABOUT_THE_MAIL, KEY_MAX_LENGTH, STILL_SENDING, wireAccepted, wireFailure } from './wire.ts'

export interface MailerConfig {
  /** Base URL of the mail API, such as `https://api.resend.com`. */
  url: string
  token: string
  /** `Chorus <no-reply@example.com>`, of a domain that the service has verified. */
  from: string
  /** The time limit for one mail, in milliseconds. */
  deadlineMs: number
}

/** One line: a line break in a header would begin another header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const oneLine = z.string().regex(/^[^\u0000-\u001f\u007f\u0085\u2028\u2029]+$/, 'Must be one line.')

const mailSchema = z.object({
  // One mailbox: in a list or with a name, a stranger's input could add recipients.
  to: z.email('Not a mail address.').max(254),
  subject: oneLine.max(998).refine((subject) => subject.trim() !== '', 'Must not be empty.'),
  text: z.string().regex(/\S/, 'Must not be empty.'),
  idempotencyKey: z
    .string()
    .max(KEY_MAX_LENGTH)
    .regex(/^[\x21-\x7e]+$/, 'Must be printable ASCII.'),
})

/**
 * Sends through an HTTP mail API of Resend's form. Sending again is always safe, since the service knows the mail by its
 * idempotency key. So a time-out is `unavailable`, and never an unknown that a person must resolve.
 */
export function httpMailer({ url, token, from, deadlineMs }: MailerConfig): Mailer {
  const http = platformHttp({ baseUrl: url, deadlineMs })
  return {
    async send(mail) {
      const { to, subject, text, idempotencyKey } = checked(mail)
      const answer = await http({
        method: 'POST',
        path: '/emails',
        token,
        // workerd sends no user agent by itself.
        headers: { 'idempotency-key': idempotencyKey, 'user-agent': 'chorus' },
        json: { from, to: [to], subject, text, html: htmlOf(text) },
      })
      if (answer.kind !== 'answer') throw unavailable(answer.reason)
      const { status } = answer
      if (isSuccess(status) && parseAnswer(wireAccepted, answer)) return
      throw toError(status, parseAnswer(wireFailure, answer))
    },
  }
}

function checked(mail: Mail): Mail {
  const parsed = mailSchema.safeParse(mail)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = fields
  throw new AppError(
    'invalid',
    'mail_invalid',
    `The mail cannot be sent: ${first?.path}: ${first?.message}`,
    fields,
  )
}

function toError(status: number, failure: z.infer<typeof wireFailure> | null): AppError {
  if (!failure) return unavailable(`The mail service answered ${status} in a form that is not its own.`)
  const said = `The mail service answered ${status} ${failure.name}: ${failure.message}`
  return ABOUT_THE_MAIL.has(status) && failure.name !== STILL_SENDING
    ? new AppError('invalid', 'mail_rejected', said)
    : unavailable(said)
}

const unavailable = (reason: string) => new AppError('unavailable', 'mail_unavailable', reason)

const isSuccess = (status: number) => status >= 200 && status < 300
