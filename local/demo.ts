import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { makeDemo } from './demo/make.ts'
import { approveTemplates } from './demo/templates.ts'
import { control } from './emulator-control.ts'
import type { Secrets } from './secrets.ts'

const demoSchema = z.object({
  workspaceId: z.string(),
  email: z.string(),
  password: z.string(),
  apiKey: z.string(),
  accounts: z.object({ whatsapp: z.string(), telegram: z.string() }),
  secrets: z.object({ metaAppSecret: z.string(), metaVerifyToken: z.string() }),
  /** What the emulated platforms know the accounts by; they keep their state in memory and are told at every start. */
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

/** What has been started. */
export interface Place {
  apiUrl: string
  webUrl: string
  emulatorUrl: string
}

export interface Where extends Place {
  dataDir: string
  secrets: Secrets
}

/**
 * The demo workspace, made once through the API's front door like any other; `.data/demo.json` says how to get in, and is
 * there only when everything is.
 */
export async function ensureDemo(where: Where): Promise<Demo> {
  const file = join(where.dataDir, 'demo.json')
  // What the emulators know of its accounts they were told with all others (known-accounts.ts).
  if (existsSync(file)) return demoSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const emulators = control(where.emulatorUrl)
  const { META_APP_SECRET, META_VERIFY_TOKEN } = where.secrets
  const secrets = { metaAppSecret: META_APP_SECRET, metaVerifyToken: META_VERIFY_TOKEN }
  const demo = { ...(await makeDemo(where)), secrets }
  await approveTemplates(emulators, demo)
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  return demo
}
