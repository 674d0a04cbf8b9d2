import type { Message, TemplateMessage } from '#core/inbox/schemas.ts'
import type { Medium } from '#core/media/schemas.ts'

/** A message that a person sends. `text` of a template is its filled-in text. */
export interface Sendable {
  text: string
  mediaIds?: string[]
  /** The files of `mediaIds`, shown until the message is in the thread. */
  files?: Pick<Medium, 'kind' | 'fileName' | 'url'>[]
  asDocument?: boolean
  template?: TemplateMessage
  /** Also settles the question that a person was asked. */
  resolve?: boolean
}

export const withFiles = (media: readonly Medium[]): Pick<Sendable, 'mediaIds' | 'files'> =>
  media.length === 0
    ? {}
    : {
        mediaIds: media.map(({ id }) => id),
        files: media.map(({ kind, fileName, url }) => ({ kind, fileName, url })),
      }

/** A message that a person has sent and the API has not yet accepted. Its key makes a retry the same message. */
export interface Outgoing extends Sendable {
  key: string
  conversationId: string
  at: string
  state: 'sending' | 'failed'
  /** The error in words for the person; `interrupted` if the page was closed before the answer came. */
  error: string | null
}

const STORED = 'chorus-outgoing'
const CLOCKS_DIFFER_MS = 60_000
const listeners = new Set<() => void>()
let all: readonly Outgoing[] = restore(sessionStorage.getItem(STORED))

/** Restores the messages of a closed page. One that was being sent may have gone out, so it is offered again under its own key. */
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

/** Leaves out messages that the live feed has already put into the thread, before the call's answer. */
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
