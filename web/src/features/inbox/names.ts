import type { Conversation } from '#core/inbox/schemas.ts'

export function customerName({ customer }: Conversation, unknown: string): string {
  return customer.name ?? customer.handle ?? unknown
}

/** Tests whether the contact wrote last, so that somebody or something must still answer, or decide not to. */
export const isUnanswered = ({ lastMessage }: Conversation): boolean =>
  lastMessage?.direction === 'inbound' && lastMessage.type !== 'reaction'
