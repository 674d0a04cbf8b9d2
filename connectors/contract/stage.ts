import type { Update } from '#core/inbox/schemas.ts'
import type {
  ConnectedAccountRef,
  Connector,
  Content,
  Outcome,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Fault } from '#local/emulator-control.ts'
import type { Servers } from './servers.ts'

/** A sent message or post as an outsider sees it. */
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
  /** The address of the platform's API. */
  url(): string
  /** Returns the same connector with the platform at another address. */
  at(url: string): Connector
  connect(through?: Connector, as?: ConnectedAccountRef): ReturnType<Connector['connect']>
  servers: Servers
  /** The account as it is stored once it is connected. */
  readonly account: ConnectedAccountRef
  /** The account as a person gives it. */
  given: ConnectedAccountRef
  /** The secret that the person gives. */
  secret: string
  /** A contact whose id is valid on every platform. */
  contact: { id: string; name: string }
  message(content: Content): Promise<Outcome>
  shown(): Promise<Shown[]>
  /** Calls that reached the platform. */
  calls(): Promise<unknown[]>
  /** Plans the answer to the next call, or that it gets none. */
  fault(fault: Fault, match?: string): Promise<unknown>
  /** Makes the contact do something, and returns the updates that the connector reads of the delivery, without receipts. */
  does(what: Record<string, unknown>): Promise<Update[]>
  /** Lists the messages on the contact's screen. */
  screen(): Promise<{ id: string; text: string; reactions?: Record<string, string> }[]>
  control(method: string, path: string, body: unknown): Promise<unknown>
}

/** The id of the intent of what is sent. */
export const OURS = '01938e2a-7c00-7000-8000-00000000c0de'
export const ANA = { id: '16505551234', name: 'Ana Ruiz' }
/** The parts that send something. */
export type Sending = 'messages' | 'posts'

/** Sends content as one part: a message to the contact, or a post to everybody. */
export async function sendAs(
  part: Sending,
  { messages, posts }: Connector,
  account: ConnectedAccountRef,
  content: Content,
  { id = OURS, handle, files }: { id?: string; handle?: string; files?: readonly StoredMedium[] } = {},
): Promise<Outcome> {
  const intent = { id, fence: 1, attempt: 1, startedAt: new Date() }
  if (part === 'messages' && messages) return messages.send(account, ANA.id, content, intent)
  if (part === 'posts' && posts) return posts.publish(account, content, intent, handle, files)
  throw new Error(`There are no ${part}.`)
}

export const isDone = (outcome: Outcome): outcome is Extract<Outcome, { kind: 'sent' | 'accepted' }> =>
  outcome.kind === 'sent' || outcome.kind === 'accepted'

/** Returns the platform's id of a message or post that was sent; fails when it was not. */
export function idOf(outcome: Outcome): string {
  if (isDone(outcome)) return outcome.id
  throw new Error(`It was not sent: ${JSON.stringify(outcome)}`)
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(text))
