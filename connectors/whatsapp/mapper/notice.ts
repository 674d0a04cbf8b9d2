import type { Notice } from '#core/inbox/schemas.ts'
import { NOTICES } from '../unverified.ts'
import type { WireMessage } from '../wire/message.ts'

/** What the platform tells in the contact's name; undefined for what the contact has said. */
export function noticeOf(message: WireMessage): Notice | undefined {
  if (message.type === 'system') return newNumber(message) === undefined ? 'other' : 'number_changed'
  return Object.hasOwn(NOTICES, message.type) ? NOTICES[message.type] : undefined
}

/** Whom the contact is from now on, where that is what the platform tells. */
export function newNumber({ type, system }: WireMessage): string | undefined {
  if (type !== 'system' || !system || !/changed_number$/.test(system.type ?? 'changed_number'))
    return undefined
  return system.wa_id ?? system.new_wa_id
}
