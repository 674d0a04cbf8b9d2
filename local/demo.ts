import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { platforms } from '#connectors/registry.ts'
import { makeDemo } from './demo/make.ts'
import { fillPast } from './demo/past.ts'
import { prepareEmulators } from './known-accounts.ts'
import type { Secrets } from './secrets.ts'

const demoSchema = z.object({
  workspaceId: z.string(),
  email: z.string(),
  password: z.string(),
  apiKey: z.string(),
  /** Account ids by platform. */
  accounts: z.record(z.string(), z.string()),
  /** The secrets with which platforms sign here, by the variables' names in camelCase. */
  secrets: z.record(z.string(), z.string()),
  /** The accounts as the emulated platforms know them; the emulators keep state in memory only and are told at every start. */
  platforms: z.array(
    z.object({
      platform: z.string(),
      externalId: z.string(),
      name: z.string(),
      token: z.string(),
      webhook: z.object({ url: z.string(), secret: z.string() }).optional(),
    }),
  ),
})
export type Demo = z.infer<typeof demoSchema>

/** The addresses of the started servers. */
export interface Place {
  apiUrl: string
  webUrl: string
  emulatorUrl: string
}

export interface Where extends Place {
  ownerUrl: string
  dataDir: string
  secrets: Secrets
}

/**
 * Returns the demo workspace, and makes it once through the public API like any other. `.data/demo.json` holds its credentials
 * and is written last, when everything is there.
 */
export async function ensureDemo(where: Where): Promise<Demo> {
  const file = join(where.dataDir, 'demo.json')
  // The emulators were told of its accounts along with all others (known-accounts.ts).
  if (existsSync(file)) return demoSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const demo = { ...(await makeDemo(where)), secrets: platformSecrets(where.secrets) }
  const { workspaceId, accounts } = demo
  await fillPast({ ownerUrl: where.ownerUrl, workspaceId, accountIds: Object.values(accounts) })
  await prepareEmulators(where.emulatorUrl, demo.platforms)
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  return demo
}

const platformSecrets = (secrets: Secrets): Record<string, string> =>
  Object.fromEntries(
    [...platforms.flatMap(({ manifest }) => manifest.vars.secrets), { key: 'STRIPE_WEBHOOK_SECRET' }].map(
      ({ key }) => [
        key.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        secrets[key] ?? '',
      ],
    ),
  )
