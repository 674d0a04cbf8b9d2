import { randomBytes } from 'node:crypto'
import type { ConnectedAccount } from '#core/accounts/schemas.ts'
import type { CreatedApiKey, Workspace } from '#core/workspaces/schemas.ts'
import { type Client, client } from '../client.ts'
import type { Demo, Place } from '../demo.ts'
import { control } from '../emulator-control.ts'
import { WABA_ID } from '../emulators/whatsapp/wire.ts'
import { confirmAddress } from '../mailbox.ts'
import { talk } from './contacts.ts'
import { addDocuments } from './documents.ts'
import { joinTeam } from './team.ts'
import { FAQS, POSTS } from './texts.ts'

/** What an installation and its platforms know only once. */
export interface Names {
  /** Of the mail addresses of its people. */
  domain: string
  whatsapp: string
  telegram: string
}

const CAFE: Names = { domain: 'chorus.test', whatsapp: '106540352242922', telegram: '-1001234567890' }

/** Makes the demo workspace as a team would: by the API, and by contacts who write. */
export async function makeDemo(where: Place, names = CAFE): Promise<Omit<Demo, 'secrets'>> {
  const { apiUrl, webUrl, emulatorUrl } = where
  const email = `demo@${names.domain}`
  const emulators = control(emulatorUrl)
  const owner = client(apiUrl, { origin: webUrl })
  const password = randomBytes(12).toString('base64url')
  await owner.signUp({ name: 'Demo Owner', email, password })
  // An operator's address has been shown to be theirs.
  await confirmAddress(emulators, owner, email)
  const workspace = await owner.post<Workspace>('/v1/workspaces', { name: 'Café Lumière' })
  const { key } = await owner.post<CreatedApiKey>('/v1/api-keys', {
    name: 'Demo',
    scopes: ['manage', 'write', 'answer', 'listen', 'see'],
  })
  const platforms = inventedAccounts(names)
  const accounts = await connectAll(owner, emulators, platforms)
  const [team] = await Promise.all([
    joinTeam(where, owner, { password, domain: names.domain }),
    addDocuments(owner),
    ...FAQS.map((faq) => owner.post('/v1/knowledge/faqs', faq)),
  ])
  await schedule(team.editor, accounts.telegram)
  await talk(emulators, team.agent, platforms)
  return {
    workspaceId: workspace.id,
    email,
    password,
    apiKey: key,
    accounts,
    platforms,
  }
}

const inventedAccounts = ({ whatsapp, telegram }: Names): Demo['platforms'] => [
  {
    platform: 'whatsapp',
    externalId: whatsapp,
    name: 'Café Lumière',
    token: `EAA${randomBytes(20).toString('hex')}`,
  },
  {
    platform: 'telegram',
    externalId: telegram,
    name: 'Café Lumière News',
    token: `7000000001:${randomBytes(18).toString('base64url')}`,
  },
]

/** Connects each on its platform; their webhooks are noted for the next start. */
async function connectAll(
  owner: Client,
  emulators: ReturnType<typeof control>,
  platforms: Demo['platforms'],
): Promise<Demo['accounts']> {
  const ids = { whatsapp: '', telegram: '' }
  for (const account of platforms) {
    const { platform, externalId, name, token } = account
    await emulators.addAccount(account)
    const connected = await owner.post<ConnectedAccount>('/v1/accounts', {
      platform,
      externalId,
      name,
      credentials: {
        accessToken: token,
        // The emulated business, to which the templates belong.
        ...(platform === 'whatsapp' ? { businessId: WABA_ID } : {}),
      },
    })
    ids[platform as keyof typeof ids] = connected.id
    const { url, secret } = connected.webhook
    if (secret !== null) account.webhook = { url, secret }
  }
  return ids
}

async function schedule(editor: Client, accountId: string): Promise<void> {
  for (const { text, inDays, atHour, rrule } of POSTS) {
    const at = atHour === undefined ? Date.now() : new Date().setUTCHours(24 * inDays + atHour, 0, 0, 0)
    const publishAt = new Date(at).toISOString()
    await editor.post('/v1/scheduled-posts', {
      text,
      accountIds: [accountId],
      publishAt,
      timezone: 'Europe/Paris',
      ...(rrule === undefined ? {} : { rrule }),
    })
  }
}
