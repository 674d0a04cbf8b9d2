import type { Update } from '#core/inbox/schemas.ts'
import type { ConnectedAccountRef, Connector, Content, Outcome } from '#core/lib/connector.ts'
import type { Reply } from './servers.ts'

/** What an outsider sees of what was sent. */
export interface Shown {
  id: string
  kind: string
  text: string
  parent?: string
  media: { kind: string; mimeType: string; sizeBytes: number; name: string }[]
}

/** A connector, and the platform around it, seen from outside. */
export interface Stage {
  connector(): Connector
  account: ConnectedAccountRef
  /** A contact of both platforms. */
  contact: { id: string; name: string }
  message(content: Content): Promise<Outcome>
  shown(): Promise<Shown[]>
  /** Calls that reached the platform. */
  calls(): Promise<unknown[]>
  /** The next call is answered like this, or not at all. */
  fault(fault: Reply | 'timeout-after', match?: string): Promise<unknown>
  /** The contact does something; what the connector reads of what is delivered, receipts aside. */
  does(what: Record<string, unknown>): Promise<Update[]>
  /** What the contact's screen shows of messages. */
  screen(): Promise<{ id: string; text: string; reactions?: Record<string, string> }[]>
  control(method: string, path: string, body: unknown): Promise<unknown>
}

export const isDone = (outcome: Outcome): outcome is Extract<Outcome, { kind: 'sent' | 'accepted' }> =>
  outcome.kind === 'sent' || outcome.kind === 'accepted'

/** The platform's id of what was sent; fails where it was not. */
export function idOf(outcome: Outcome): string {
  if (isDone(outcome)) return outcome.id
  throw new Error(`It was not sent: ${JSON.stringify(outcome)}`)
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(text))
