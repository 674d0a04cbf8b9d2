import pg from 'pg'
import * as z from 'zod'
import { platforms } from '#connectors/registry.ts'
import { openVault, parseKeyring } from '#core/lib/secrets/vault.ts'
import { control } from './emulator-control.ts'
import { platformEmulators } from './emulators/registry.ts'

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
type Row = z.infer<typeof rowSchema>

const credentialsSchema = z.object({ accessToken: z.string().optional() })

export interface Knowing {
  /** The owner's connection to the database. */
  ownerUrl: string
  masterKey: string
  emulatorUrl: string
  /** The address to which platforms send webhooks. */
  apiUrl: string
}

/**
 * Registers every connected account with the emulators, which keep nothing: with the current token in the database, and the webhook's secret where
 * there is one. Must run before the Worker, whose first calls would be refused.
 */
export async function tellEmulators({ ownerUrl, masterKey, emulatorUrl, apiUrl }: Knowing): Promise<number> {
  const vault = openVault(parseKeyring(masterKey))
  const rows = await connected(ownerUrl)
  const emulators = control(emulatorUrl)
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
    // Nothing can be called where a person publishes.
    if (accessToken === undefined) continue
    const account = {
      platform,
      externalId,
      name,
      token: accessToken,
      ...(await webhookOf({ platform, id, secretVersion })),
    }
    await emulators.addAccount(account)
    told.push(account)
  }
  await prepareEmulators(emulatorUrl, told)
  return rows.length

  /** Returns the webhook's address and secret for an account that has its own. */
  async function webhookOf({ platform, id, secretVersion }: Pick<Row, 'platform' | 'id' | 'secretVersion'>) {
    const source = platforms.find(({ manifest }) => manifest.id === platform)?.source
    if (!source?.perAccount) return {}
    const secret = await vault.webhookSecret(source.name, id, secretVersion)
    return { webhook: { url: `${apiUrl}/webhooks/${source.name}/${id}`, secret } }
  }
}

/** Restores the other data that the emulated platforms hold for these accounts, in memory only, such as templates. */
export async function prepareEmulators(
  emulatorUrl: string,
  accounts: readonly { platform: string; token: string }[],
): Promise<void> {
  for (const [id, { prepare }] of await platformEmulators())
    await prepare?.(
      emulatorUrl,
      accounts.filter(({ platform }) => platform === id),
    )
}

async function connected(ownerUrl: string): Promise<Row[]> {
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
