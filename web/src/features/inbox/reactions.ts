import type { Message } from '#core/inbox/schemas.ts'

/** A message as shown, with the reactions to it: the latest of each side. */
export interface Shown {
  message: Message
  reactions: readonly string[]
}

/** Attaches reactions to their messages. `messages` oldest first. A reaction to a message not on the page is a line of its own. */
export function withReactions(messages: readonly Message[]): Shown[] {
  const here = new Set(messages.filter(({ type }) => type !== 'reaction').map(({ id }) => id))
  const latest = new Map<string, Map<Message['direction'], string | null>>()
  const shown: Message[] = []
  for (const message of messages) {
    const target = message.type === 'reaction' ? message.replyToId : null
    if (target === null || !here.has(target)) {
      shown.push(message)
      continue
    }
    const sides = latest.get(target) ?? new Map()
    sides.set(message.direction, message.details?.reaction?.emoji ?? message.text)
    latest.set(target, sides)
  }
  return shown.map((message) => ({
    message,
    reactions: [...(latest.get(message.id)?.values() ?? [])].filter((emoji) => emoji !== null),
  }))
}
