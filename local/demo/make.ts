import { randomBytes } from 'node:crypto'
import { platforms } from '#connectors/registry.ts'
import type { Account, Begun, ConnectedAccount, Connection } from '#core/accounts/schemas.ts'
import type { Label } from '#core/inbox/schemas/labels.ts'
import type { Campaign } from '#core/publishing/schemas/campaigns.ts'
import type { CreatedApiKey, Workspace } from '#core/workspaces/schemas.ts'
import { type Client, client } from '../client.ts'
import type { Demo, Place } from '../demo.ts'
import { control } from '../emulator-control.ts'
import { confirmAddress } from '../mailbox.ts'
import { fillBank } from './bank/load.ts'
import { addCharacter } from './characters.ts'
import { comment } from './comments/comment.ts'
import { talk } from './contacts.ts'
import { addDocuments } from './documents.ts'
import { ENGAGER, engage } from './engagement.ts'
import { fillListening } from './listening.ts'
import { subscribe } from './plan.ts'
import { joinTeam } from './team.ts'
import { CAFE, CAMPAIGN, COMMENTED, FAQS, LABELS, MANAGER, NAMES, POSTS, POSTS_OF } from './texts.ts'

/** Makes the demo workspace as a team would: by the API, and by contacts who write. `domain` is that of its people's addresses. */
export async function makeDemo(where: Place, domain = 'chorus.test'): Promise<Omit<Demo, 'secrets'>> {
  const { apiUrl, webUrl, emulatorUrl } = where
  const email = `demo@${domain}`
  const emulators = control(emulatorUrl)
  const owner = client(apiUrl, { origin: webUrl })
  const password = randomBytes(12).toString('base64url')
  await owner.signUp({ name: 'Demo Owner', email, password })
  // Confirm the address, as operators must.
  await confirmAddress(emulators, owner, email)
  const workspace = await owner.post<Workspace>('/v1/workspaces', { name: CAFE })
  await subscribe(owner)
  const { key } = await owner.post<CreatedApiKey>('/v1/api-keys', {
    name: 'Demo',
    scopes: ['manage', 'write', 'answer', 'listen', 'see'],
  })
  const connected = await connectAll(owner, emulators)
  const engager = await connectByForm(COMMENTED, owner, emulators, ENGAGER)
  const known = [...connected, engager].map((one) => one.known)
  const [team] = await Promise.all([
    joinTeam(where, owner, { password, domain }),
    addDocuments(owner),
    addCharacter(owner),
    ...FAQS.map((faq) => owner.post('/v1/knowledge/faqs', faq)),
  ])
  await engage(owner, team.editor, engager.account.id)
  const sorts = await addSorting(team.editor)
  const channels = connected.flatMap(({ account }) => (account.posts === null ? [] : [account]))
  const [channel] = channels
  const commented = channels.find(({ platform }) => platform === COMMENTED)
  await Promise.all([
    channel && schedule(team.editor, channel.id, POSTS, sorts),
    ...channels.map(({ platform, id }) => schedule(team.editor, id, POSTS_OF[platform] ?? [], sorts)),
    fillBank(
      owner,
      channels.map(({ platform }) => platform),
    ),
    fillListening(
      owner,
      channels.map(({ platform }) => platform),
    ),
    talk(emulators, team.agent, known),
    commented && comment(emulators, team, commented),
  ])
  return {
    workspaceId: workspace.id,
    email,
    password,
    apiKey: key,
    accounts: Object.fromEntries(connected.map(({ account }) => [account.platform, account.id])),
    platforms: known,
  }
}

interface Connected {
  account: Account
  /** The account as the platform knows it, with the address of its webhook for the next start. */
  known: Demo['platforms'][number]
}

/** Connects an account of the café on every platform, by the platform's own flow. */
const connectAll = (owner: Client, emulators: ReturnType<typeof control>): Promise<Connected[]> =>
  Promise.all(
    platforms.map(({ manifest: { id, connect } }) =>
      connect[0].kind === 'fields'
        ? connectByForm(id, owner, emulators)
        : connectByPage(id, owner, emulators),
    ),
  )

async function connectByForm(
  platform: string,
  owner: Client,
  emulators: ReturnType<typeof control>,
  name = NAMES[platform] ?? CAFE,
): Promise<Connected> {
  const { externalId, credentials, token } = await emulators.invent(platform)
  const account = await owner.post<ConnectedAccount>('/v1/accounts', {
    platform,
    externalId,
    name,
    credentials,
  })
  const { url, secret = null } = account.webhook ?? {}
  const webhook = url !== undefined && secret !== null ? { webhook: { url, secret } } : {}
  return { account, known: { platform, externalId, name, token, ...webhook } }
}

/** Agrees on the platform's page as the café's manager, and chooses the café's page. */
async function connectByPage(
  platform: string,
  owner: Client,
  emulators: ReturnType<typeof control>,
): Promise<Connected> {
  const { id, url } = await owner.post<Begun>('/v1/accounts/connect', { platform })
  const { pathname, search } = await emulators.agree(url, { name: MANAGER, pages: [CAFE] })
  await owner.raw('GET', pathname.slice('/api'.length) + search)
  const connection = await owner.get<Connection>(`/v1/connections/${id}`)
  const page = connection.choices.find(({ name }) => name === CAFE)
  // A consent for the café's page alone leaves nothing to choose.
  const { accountIds } = page
    ? await owner.post<Connection>(`/v1/connections/${id}/choose`, { externalIds: [page.externalId] })
    : connection
  const account = await owner.get<Account>(`/v1/accounts/${accountIds[0]}`)
  return { account, known: { platform, externalId: account.externalId, name: account.name, token: '' } }
}

interface Sorts {
  /** Ids of labels by their names. */
  labels: Readonly<Record<string, string>>
  campaignId: string
}

/** Adds the labels and the campaign by which the café sorts its posts. */
async function addSorting(editor: Client): Promise<Sorts> {
  const labels = await Promise.all(LABELS.map((label) => editor.post<Label>('/v1/labels', label)))
  const { days, ...campaign } = CAMPAIGN
  const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10)
  const { id } = await editor.post<Campaign>('/v1/campaigns', {
    ...campaign,
    startsOn: day(0),
    endsOn: day(days - 1),
  })
  return { labels: Object.fromEntries(labels.map((label) => [label.name, label.id])), campaignId: id }
}

async function schedule(
  editor: Client,
  accountId: string,
  posts: typeof POSTS,
  { labels, campaignId }: Sorts,
): Promise<void> {
  for (const { text, inDays, atHour, rrule, label, campaign } of posts) {
    const at = atHour === undefined ? Date.now() : new Date().setUTCHours(24 * inDays + atHour, 0, 0, 0)
    const publishAt = new Date(at).toISOString()
    await editor.post('/v1/scheduled-posts', {
      text,
      accountIds: [accountId],
      publishAt,
      timezone: 'Europe/Paris',
      ...(rrule === undefined ? {} : { rrule }),
      ...(label === undefined ? {} : { labels: [labels[label]] }),
      ...(campaign ? { campaignId } : {}),
    })
  }
}
