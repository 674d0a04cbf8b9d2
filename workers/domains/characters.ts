import { characterEndpoints } from '../api/routes/characters.ts'
import type { Domain } from '../domain.ts'

export const characters: Domain = { endpoints: characterEndpoints }
