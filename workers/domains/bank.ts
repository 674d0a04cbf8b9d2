import { bankEndpoints } from '../api/routes/bank.ts'
import type { Domain } from '../domain.ts'

export const bank: Domain = { endpoints: bankEndpoints }
