import { characterEndpoints } from '../api/routes/characters.ts'
import { contentEndpoints } from '../api/routes/content.ts'
import type { Domain } from '../domain.ts'

export const characters: Domain = { endpoints: [...characterEndpoints, ...contentEndpoints] }
