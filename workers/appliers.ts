import { applyMessages, applyReceipts } from '#core/inbox/actions/ingest.ts'
import type { Appliers } from '#core/operations/actions/ingest.ts'

/** What each kind of update does. */
export const appliers: Appliers = { message: applyMessages, receipt: applyReceipts }
