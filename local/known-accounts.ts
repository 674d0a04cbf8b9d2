import pg from 'pg'
import * as z from 'zod'
import { openVault, parseKeyring } from '#core/lib/vault.ts'
import { approveTemplates } from './demo/templates.ts'
import type { control } from './emulator-control.ts'

const rowSchema = z.object({
  id: z.string(),
  workspaceId: z.string(),
  platform: z.string(),
  externalId: z.string(),
  name: z.string(),
  credentials: z.string(),
  wrappedKey: z.string().nullable(),
  secretVersion: z.number(),
})
const credentialsSchema = z.object({ accessToken: z.string() })

export interface Knowing {
  /** The owner's connection to the database. */
  ownerUrl: string
  masterKey: string
  emulators: ReturnType<typeof control>
  /** Where platforms send webhooks. */
  apiUrl: string
}

/**
 * Tells the emulators, which keep nothing, every account that is connected: with the token, and for those that have one the webhook's secret, that
 * the database knows of them now. Before the Worker runs, or its first calls would be refused.
 */
export async function tellEmulators({ ownerUrl, masterKey, emulators, apiUrl }: Knowing): Promise<number> {
  const vault = openVault(parseKeyring(masterKey))
  const rows = await connected(ownerUrl)
  const told: (Parameters<typeof emulators.addAccount>[0] & { token: string })[] = []
  for (const {
    id,
    workspaceId,
    platform,
    externalId,
    name,
    credentials,
    wrappedKey,
    secretVersion,
  } of rows) {
    const plain = await vault.open(
      { workspaceId, accountId: id, column: 'credentials' },
      wrappedKey,
      credentials,
    )
    const { accessToken } = credentialsSchema.parse(JSON.parse(plain))
    const webhook = {
      url: `${apiUrl}/webhooks/${platform}/${id}`,
      secret: await vault.webhookSecret(platform, id, secretVersion),
    }
    const account = {
      platform,
      externalId,
      name,
      token: accessToken,
      ...(platform === 'telegram' ? { webhook } : {}),
    }
    await emulators.addAccount(account)
    told.push(account)
  }
  if (told.some(({ platform }) => platform === 'whatsapp'))
    await approveTemplates(emulators, { platforms: told })
  return rows.length
}

async function connected(ownerUrl: string): Promise<z.infer<typeof rowSchema>[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('begin read only')
    await owner.query('set local role none')
    const { rows } = await owner.query(`
      select a.id, a.workspace_id as "workspaceId", a.platform, a.external_id as "externalId", a.name, a.credentials,
        k.wrapped_key as "wrappedKey", a.webhook_secret_version as "secretVersion"
      from social_accounts a left join workspace_keys k using (workspace_id)
      where a.status <> 'revoked' order by a.id`)
    await owner.query('commit')
    return z.array(rowSchema).parse(rows)
  } finally {
    await owner.end()
  }
}
