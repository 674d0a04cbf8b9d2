import { listeningEndpoints } from '../api/routes/listening.ts'
import type { Domain } from '../domain.ts'

export const listening: Domain = { endpoints: listeningEndpoints }
