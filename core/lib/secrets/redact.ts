/** Names of fields whose values are secrets. */
const SECRET_NAME = /token|secret|password|authorization|cookie|credential|api_?key|signature/i
/** Names of fields that hold texts people wrote. */
const WORDS_NAME = /^(text|body|content|payload|caption|query|question|answer|reply)$/i

/** Patterns that identify secrets anywhere in a text. */
const SECRETS: readonly RegExp[] = [
  /\bchk_[\w-]{8,}/g,
  /\bBearer\s+[\w.~+/=-]{8,}/gi,
  // Access tokens and bot tokens, as platforms write them.
  /\bEAA[\w-]{8,}/g,
  /\b(?:bot)?\d{6,12}:[\w-]{20,}/g,
  /\bsk-[\w-]{12,}/g,
  // Our own webhook secrets and sealed values.
  /\bv\d+(?:k\d+)?-[0-9a-f]{64}\b/g,
  /\b(?:k\d+|v[12])\.[A-Za-z0-9+/=]{16}\.[A-Za-z0-9+/=]{16,}/g,
  // The password part of a connection string, and values of query parameters that carry secrets.
  /(?<=:\/\/[^\s:/@]{1,100}:)[^\s@/]+(?=@)/g,
  /(?<=[?&](?:access_token|token|secret|code|key|signature|sig)=)[^&\s"']+/gi,
]

const HIDDEN = '[redacted]'

/** Replaces secrets in a text for a log or a record. */
export const redactText = (text: string): string =>
  SECRETS.reduce((cleaned, secret) => cleaned.replace(secret, HIDDEN), text)

/** Redacts a field of a log line: entirely if its name is sensitive, else the secrets in its text. */
export function redactField(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (SECRET_NAME.test(name) || WORDS_NAME.test(name)) return HIDDEN
  return typeof value === 'string' ? redactText(value) : value
}
