import { platformUrls } from './emulators/registry.ts'
import { productUrl } from './neon-backend.ts'
import type { Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'

export interface Addresses {
  web: string
  api: string
  emulators: string
  neon: string
}

export const addressesOf = ({ ports }: Settings): Addresses => ({
  web: `http://localhost:${ports.web}`,
  api: `http://localhost:${ports.api}`,
  emulators: `http://localhost:${ports.emulators}`,
  neon: `http://localhost:${ports.neon}`,
})

/** Returns the variables that replace those of wrangler.toml on this machine, where emulators take the place of platforms. */
export async function workerEnv(settings: Settings, secrets: Secrets): Promise<Record<string, string>> {
  const { ports, databaseUrl } = settings
  const at = addressesOf(settings)
  return {
    ...secrets,
    DATABASE_URL: productUrl({ pgPort: ports.postgres, ...(databaseUrl && { databaseUrl }) }),
    NEON_LOCAL_URL: at.neon,
    CHORUS_PUBLIC_URL: at.api,
    CHORUS_WEB_URL: at.web,
    CHORUS_OPERATORS: 'demo@chorus.test',
    ...(await platformUrls(at.emulators)),
    CHORUS_PRACTICE_URL: at.emulators,
    MAIL_API_URL: `${at.emulators}/mail`,
    STRIPE_API_URL: `${at.emulators}/stripe`,
    OPENAI_BASE_URL: `${at.emulators}/openai/v1`,
    ANTHROPIC_BASE_URL: `${at.emulators}/anthropic`,
    CHORUS_STORED_LOG_LEVEL: 'info',
  }
}
