import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { ConnectedAccount } from '#core/accounts/schemas.ts'
import type { KnowledgeDocument } from '#core/knowledge/schemas.ts'
import { openVault, parseKeyring } from '#core/lib/vault.ts'
import type { CreatedApiKey, Workspace } from '#core/workspaces/schemas.ts'
import { type Client, client } from './client.ts'
import { CONVERSATIONS, DOCUMENTS, POSTS } from './demo-data.ts'
import { control } from './emulator-control.ts'
import { confirmAddress } from './mailbox.ts'
import type { Secrets } from './secrets.ts'

const EMAIL = 'demo@chorus.test'

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

interface Where {
  apiUrl: string
  webUrl: string
  emulatorUrl: string
  dataDir: string
  secrets: Secrets
}

/**
 * The demo workspace, made once through the API's front door like any other; `.data/demo.json` says how to get in, and is
 * there only when everything is.
 */
export async function ensureDemo(where: Where): Promise<Demo> {
  const file = join(where.dataDir, 'demo.json')
  const emulators = control(where.emulatorUrl)
  if (existsSync(file)) {
    const demo = demoSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const vault = openVault(parseKeyring(where.secrets.CHORUS_MASTER_KEY))
    for (const account of demo.platforms) {
      // The master key may have changed since, and with it what a real platform would have been told.
      if (account.webhook)
        account.webhook.secret = await vault.webhookSecret(account.platform, demo.accounts.telegram, 1)
      await emulators.addAccount(account)
    }
    return demo
  }
  const demo = await makeDemo(where)
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  return demo
}

async function makeDemo({ apiUrl, webUrl, emulatorUrl, secrets }: Where): Promise<Demo> {
  const emulators = control(emulatorUrl)
  const person = client(apiUrl, { origin: webUrl })
  const password = randomBytes(12).toString('base64url')
  await person.signUp({ name: 'Demo Owner', email: EMAIL, password })
  // An operator's address has been shown to be theirs.
  await confirmAddress(emulators, person, EMAIL)
  const workspace = await person.post<Workspace>('/v1/workspaces', { name: 'Café Lumière' })
  const key = await person.post<CreatedApiKey>('/v1/api-keys', {
    name: 'Demo',
    scopes: ['manage', 'write', 'answer', 'listen', 'see'],
  })

  const platforms: Demo['platforms'] = [
    {
      platform: 'whatsapp',
      externalId: '106540352242922',
      name: 'Café Lumière',
      token: `EAA${randomBytes(20).toString('hex')}`,
    },
    {
      platform: 'telegram',
      externalId: '-1001234567890',
      name: 'Café Lumière News',
      token: `7000000001:${randomBytes(18).toString('base64url')}`,
    },
  ]
  const ids: Record<string, string> = {}
  for (const account of platforms) {
    const { platform, externalId, name, token } = account
    await emulators.addAccount(account)
    const connected = await person.post<ConnectedAccount>('/v1/accounts', {
      platform,
      externalId,
      name,
      credentials: { accessToken: token },
    })
    ids[platform] = connected.id
    const { url, secret } = connected.webhook
    if (secret !== null) account.webhook = { url, secret }
  }
  for (const document of DOCUMENTS) await addDocument(person, document)
  for (const { text, inDays, atHour } of POSTS) {
    const publishAt = new Date(new Date().setUTCHours(24 * inDays + atHour, 0, 0, 0)).toISOString()
    await person.post('/v1/scheduled-posts', {
      text,
      accountIds: [ids.telegram],
      publishAt,
      timezone: 'Europe/Paris',
    })
  }
  for (const { from, texts } of CONVERSATIONS) {
    for (const text of texts) {
      await emulators.inbound({ platform: 'whatsapp', account: platforms[0]?.externalId ?? '', from, text })
    }
  }
  return {
    workspaceId: workspace.id,
    email: EMAIL,
    password,
    apiKey: key.key,
    accounts: { whatsapp: ids.whatsapp ?? '', telegram: ids.telegram ?? '' },
    secrets: { metaAppSecret: secrets.META_APP_SECRET, metaVerifyToken: secrets.META_VERIFY_TOKEN },
    platforms,
  }
}

/** Ready means answerable: waits until the document is indexed. */
async function addDocument(person: Client, document: { title: string; text: string }): Promise<void> {
  const { id } = await person.post<KnowledgeDocument>('/v1/knowledge/documents', document)
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const { status, error } = await person.get<KnowledgeDocument>(`/v1/knowledge/documents/${id}`)
    if (status === 'indexed') return
    if (status === 'failed')
      throw new Error(`The demo document “${document.title}” could not be indexed: ${error}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The demo document “${document.title}” was not indexed within 30 seconds.`)
}
