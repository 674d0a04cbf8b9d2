import { draftEndpoints } from '../api/routes/drafts.ts'
import type { Domain } from '../domain.ts'

export const drafts: Domain = { endpoints: draftEndpoints }
