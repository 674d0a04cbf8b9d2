import * as z from 'zod'
import { type Answer, isRecord } from '../lib/http.ts'
import { invalidField, missingField, refuse } from './answers.ts'

const RECIPIENTS_MAX = 50
const FORM = 'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'

export interface Email {
  from: string
  to: string[]
  subject: string
  text: string
}

/** Reads the mail in a request body, or returns the API's refusal. */
export function readEmail(body: unknown): { email: Email } | { refusal: Answer } {
  if (!isRecord(body)) return { refusal: refuse(400, 'validation_error', 'The body must be a JSON object.') }
  const { from, to, subject, text, html } = body
  const recipients = Array.isArray(to) ? to : [to]
  const refusal =
    refuseMissing({ from, to, subject }) ??
    refuseAddress('from', from) ??
    refuseRecipients(recipients) ??
    refuseSubject(subject) ??
    refuseContent({ text, html })
  if (refusal) return { refusal }
  return {
    email: {
      from: String(from),
      to: recipients.map(String),
      subject: String(subject),
      text: String(text ?? html),
    },
  }
}

/** Reads `ana@example.com` from `Ana <ana@example.com>`; null when it is no address. */
export function addressOf(mailbox: string): string | null {
  const address = /^[^<>\r\n]*<([^<>]+)>$/.exec(mailbox)?.[1] ?? mailbox
  return z.email().safeParse(address).success ? address.toLowerCase() : null
}

function refuseMissing(fields: Record<string, unknown>): Answer | undefined {
  const isMissing = (value: unknown) =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  const missing = Object.keys(fields).find((name) => isMissing(fields[name]))
  return missing === undefined ? undefined : missingField(missing)
}

const refuseAddress = (field: string, value: unknown) =>
  typeof value === 'string' && addressOf(value) !== null ? undefined : invalidField(field, FORM)

function refuseRecipients(recipients: unknown[]): Answer | undefined {
  if (recipients.length > RECIPIENTS_MAX)
    return invalidField('to', `It takes up to ${RECIPIENTS_MAX} addresses.`)
  return recipients.map((one) => refuseAddress('to', one)).find((refusal) => refusal !== undefined)
}

function refuseSubject(subject: unknown): Answer | undefined {
  if (typeof subject !== 'string') return invalidField('subject', 'It must be a string.')
  return /[\r\n]/.test(subject) ? invalidField('subject', 'The `\\n` is not allowed.') : undefined
}

function refuseContent(contents: Record<string, unknown>): Answer | undefined {
  const given = Object.entries(contents).filter(([, value]) => value !== undefined && value !== null)
  const wrong = given.find(([, value]) => typeof value !== 'string')
  if (wrong) return invalidField(wrong[0], 'It must be a string.')
  return given.some(([, value]) => value !== '') ? undefined : missingField('html` or `text')
}
