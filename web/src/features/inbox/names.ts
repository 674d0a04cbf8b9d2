import type { Conversation } from '#core/inbox/schemas.ts'

export function customerName({ customer }: Conversation, unknown: string): string {
  return customer.name ?? customer.handle ?? unknown
}

/** The last word is the contact's: somebody or something still has to answer, or to decide not to. */
export const isUnanswered = ({ lastMessage }: Conversation): boolean =>
  lastMessage?.direction === 'inbound' && lastMessage.type !== 'reaction'
