/** A mail of the system to one person. */
export interface Mail {
  to: string
  subject: string
  /** Plain text; addresses in it become links. */
  text: string
  /** Sent again under the same key, it arrives once. */
  idempotencyKey: string
}

export interface Mailer {
  /** @throws AppError `unavailable` when it may be tried again, another error when it never will go. */
  send(mail: Mail): Promise<void>
}
