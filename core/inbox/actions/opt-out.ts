import type { Db } from '#core/lib/kernel/db.ts'
import { cancelMachineMessages, setOptOut } from '../store/replies.ts'

/** Records that the platform reports an opt-out of the contact, and cancels the machine's unsent messages to them. */
export const optOutByPlatform = (
  db: Db,
  { at, ...where }: { workspaceId: string; conversationId: string; at: Date },
) => [
  setOptOut(db, { ...where, at, by: 'platform' }),
  cancelMachineMessages(db, { ...where, because: 'The contact has stopped messages on the platform.' }),
]
