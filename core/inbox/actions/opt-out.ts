import type { Db } from '#core/lib/db.ts'
import { cancelMachineMessages, setOptOut } from '../store/replies.ts'

/** The platform says that the contact has stopped our messages: no machine writes to them any more. */
export async function optOutByPlatform(
  tx: Db,
  { at, ...where }: { workspaceId: string; conversationId: string; at: Date },
): Promise<void> {
  await setOptOut(tx, { ...where, optedOut: { at, by: 'platform' } })
  await cancelMachineMessages(tx, { ...where, because: 'The contact has stopped messages on the platform.' })
}
