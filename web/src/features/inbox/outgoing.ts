import type { Message, TemplateMessage } from '#core/inbox/schemas.ts'
import type { Medium } from '#core/media/schemas.ts'

/** What a person sends. `text` of a template is how it reads. */
export interface Sendable {
  text: string
  mediaIds?: string[]
  /** The same, to be shown until the message is in the thread. */
  files?: Pick<Medium, 'kind' | 'fileName' | 'url'>[]
  asDocument?: boolean
  template?: TemplateMessage
  /** Also settles what a person was asked. */
  resolve?: boolean
}

export const withFiles = (media: readonly Medium[]): Pick<Sendable, 'mediaIds' | 'files'> =>
  media.length === 0
    ? {}
    : {
        mediaIds: media.map(({ id }) => id),
        files: media.map(({ kind, fileName, url }) => ({ kind, fileName, url })),
      }

/** A message that a person has sent and the API has not yet taken. Its key makes a second try the same message. */
export interface Outgoing extends Sendable {
  key: string
  conversationId: string
  at: string
  state: 'sending' | 'failed'
  /** In words for the person; `interrupted` stands for a page that was closed before the answer came. */
  error: string | null
}

const STORED = 'chorus-outgoing'
const CLOCKS_DIFFER_MS = 60_000
const listeners = new Set<() => void>()
let all: readonly Outgoing[] = restore(sessionStorage.getItem(STORED))

/** What was under way when the page was closed may have gone out: it is offered again, under its own key. */
export function restore(stored: string | null): Outgoing[] {
  if (stored === null) return []
  const list = JSON.parse(stored) as Outgoing[]
  return list.map((one) =>
    one.state === 'sending' ? { ...one, state: 'failed', error: 'interrupted' } : one,
  )
}

function change(next: readonly Outgoing[]): void {
  all = next
  sessionStorage.setItem(STORED, JSON.stringify(all))
  for (const listener of listeners) listener()
}

export const outgoing = {
  read: (): readonly Outgoing[] => all,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  put: (one: Outgoing): void => change([...all.filter(({ key }) => key !== one.key), one]),
  fail: (failed: string, error: string): void =>
    change(all.map((one) => (one.key === failed ? { ...one, state: 'failed', error } : one))),
  remove: (gone: string): void => change(all.filter(({ key }) => key !== gone)),
}

/** The live feed can be quicker than the answer to the call: then the message is in the thread already. */
export function notYetInThread(waiting: readonly Outgoing[], messages: readonly Message[]): Outgoing[] {
  return waiting.filter(
    ({ state, text, at, mediaIds = [] }) =>
      state === 'failed' ||
      !messages.some(
        (message) =>
          message.author === 'person' &&
          (message.text ?? '') === text &&
          message.media.length === mediaIds.length &&
          Date.parse(message.sentAt) >= Date.parse(at) - CLOCKS_DIFFER_MS,
      ),
  )
}
