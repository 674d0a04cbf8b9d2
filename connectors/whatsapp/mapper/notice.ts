import type { Notice } from '#core/inbox/schemas.ts'
import { NOTICES } from '../unverified.ts'
import type { WireMessage } from '../wire/message.ts'

/** Says which notice of the platform a message is; undefined for a message that the contact wrote. */
export function noticeOf(message: WireMessage): Notice | undefined {
  if (message.type === 'system') return newNumber(message) === undefined ? 'other' : 'number_changed'
  return Object.hasOwn(NOTICES, message.type) ? NOTICES[message.type] : undefined
}

/** Returns the contact's new number when the message tells of a change. */
export function newNumber({ type, system }: WireMessage): string | undefined {
  if (type !== 'system' || !system || !/changed_number$/.test(system.type ?? 'changed_number'))
    return undefined
  return system.wa_id ?? system.new_wa_id
}
