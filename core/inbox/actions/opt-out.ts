import type { Db } from '#core/lib/db.ts'
import { cancelMachineMessages, setOptOut } from '../store/replies.ts'

/** The platform says that the contact has stopped our messages: no machine writes to them any more. */
export const optOutByPlatform = (
  db: Db,
  { at, ...where }: { workspaceId: string; conversationId: string; at: Date },
) => [
  setOptOut(db, { ...where, at, by: 'platform' }),
  cancelMachineMessages(db, { ...where, because: 'The contact has stopped messages on the platform.' }),
]
