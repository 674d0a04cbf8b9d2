/** A mail from the system to one person. */
export interface Mail {
  to: string
  subject: string
  /** Plain text; addresses in it become links. */
  text: string
  /** A mail sent twice with the same key arrives once. */
  idempotencyKey: string
}

export interface Mailer {
  /** @throws AppError `unavailable` if it may be retried, another error if it can never be sent. */
  send(mail: Mail): Promise<void>
}
