import { todayEndpoints } from '../api/routes/today.ts'
import type { Domain } from '../domain.ts'

export const today: Domain = { endpoints: todayEndpoints }
