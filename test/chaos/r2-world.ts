import { newId } from '#core/lib/kernel/ids.ts'
import { asOwner, type Rooms } from '#test/database.ts'
import type { Random } from './random.ts'

/** A channel that a workspace has connected. */
export interface Channel {
  workspaceId: string
  accountId: string
  /** The platform's id of it. */
  chat: string
  /** True when a machine may read the posts there. */
  readable: boolean
}

export interface PlannedTarget {
  id: string
  channel: Channel
  /** Time at which a person writes the same words there by hand, shortly before the post's. */
  byHandAt?: number
}

/** A post and its expected result. */
export interface PlannedPost {
  id: string
  workspaceId: string
  /** The expected text on the platform; an accepted edit changes it. */
  text: string
  dueAt: number
  targets: PlannedTarget[]
  /** A person's change to the post around its time. */
  act?: { at: number; kind: 'cancel' | 'edit' | 'move' }
  /** A person was told that it will not go out. */
  cancelled: boolean
}

export interface R2World {
  posts: PlannedPost[]
  channels: Channel[]
  lastDueAt: number
}

export interface R2Size {
  targets: number
  tag: string
  startAt: number
  /** Targets that fall due in a second. */
  perSecond?: number
  /** Share of posts that a person changes around their time. */
  actedOn?: number
  /** Share of targets whose words a person has written there by hand a little earlier, if that can be read. */
  byHand?: number
}

const WORKSPACES = 3
const CHANNELS_EACH = 4
const SEVERAL_TARGETS = 0.15
const FIRST_DUE_MS = 30_000
/** Time of a change around the post's time: the claim may already be made, or not yet. */
const ACT_WITHIN_MS = { before: 40_000, after: 2_000 }
/** Time before the post's and before its claim, but late enough for a look to see it. */
const BY_HAND_BEFORE_MS = { min: 15_000, max: 50_000 }
const ROWS_AT_ONCE = 5_000

export const workspacesOf = ({ channels }: Pick<R2World, 'channels'>): string[] => [
  ...new Set(channels.map(({ workspaceId }) => workspaceId)),
]

export async function connectChannels(rooms: Rooms, tag: string): Promise<Channel[]> {
  const channels: Channel[] = []
  for (let w = 0; w < WORKSPACES; w++) {
    const room = await rooms.newWorkspace()
    const { workspaceId } = room
    for (let n = 0; n < CHANNELS_EACH; n++) {
      const { accountId } = n === 0 ? room : await rooms.addAccount(workspaceId)
      const chat = `@${tag.replace('-', '_')}_${channels.length}`
      channels.push({ workspaceId, accountId, chat, readable: n % 2 === 1 })
    }
  }
  await asOwner(
    `update social_accounts a set external_id = c.chat, platform = case when c.readable then 'mastodon' else 'telegram' end
     from jsonb_to_recordset($1::jsonb) as c("accountId" uuid, chat text, readable boolean) where a.id = c."accountId"`,
    [JSON.stringify(channels)],
  )
  return channels
}

/** Plans posts as in a calendar, from a seed. */
export function plan(random: Random, channels: readonly Channel[], size: R2Size): R2World {
  const { targets, tag, startAt, perSecond = 5, actedOn = 0.03, byHand = 0.005 } = size
  const posts: PlannedPost[] = []
  const idOf = idsFrom(random)
  let made = 0
  while (made < targets) {
    const { workspaceId } = random.pick(channels)
    const own = random.shuffled(channels.filter((channel) => channel.workspaceId === workspaceId))
    const several = random.chance(SEVERAL_TARGETS) ? random.int(2, own.length) : 1
    const dueAt = startAt + FIRST_DUE_MS + Math.round((made / perSecond) * 1_000)
    const chosen = own.slice(0, Math.min(several, targets - made))
    made += chosen.length
    const post: PlannedPost = {
      id: idOf(),
      workspaceId,
      // All texts have the same length, so that none looks like the beginning of another.
      text: `Post ${String(posts.length).padStart(7, '0')} of ${tag}`,
      dueAt,
      targets: chosen.map((channel) => {
        const written = channel.readable && random.chance(byHand)
        const before = random.int(BY_HAND_BEFORE_MS.min, BY_HAND_BEFORE_MS.max)
        return { id: idOf(), channel, ...(written && { byHandAt: Math.max(startAt + 1, dueAt - before) }) }
      }),
      cancelled: false,
    }
    // Only posts with one target are changed: there an accepted edit reaches all of it.
    if (chosen.length === 1 && random.chance(actedOn)) {
      const at = dueAt + random.int(-ACT_WITHIN_MS.before, ACT_WITHIN_MS.after)
      post.act = { at: Math.max(startAt + 1, at), kind: random.pick(['cancel', 'edit', 'move'] as const) }
    }
    posts.push(post)
  }
  return { posts, channels: [...channels], lastDueAt: Math.max(...posts.map(({ dueAt }) => dueAt)) }
}

/** Makes new ids that have the same order for the same seed and end alike (a retry's jitter is taken from the end). */
function idsFrom(random: Random): () => string {
  const own = newId().slice(0, 24)
  let made = 0
  return () =>
    own + (++made).toString(16).padStart(8, '0') + random.int(0, 0xffff).toString(16).padStart(4, '0')
}

/** Writes the rows that scheduling would leave; one statement for thousands. */
export async function schedule({ posts }: R2World): Promise<void> {
  for (let from = 0; from < posts.length; from += ROWS_AT_ONCE) {
    const some = posts.slice(from, from + ROWS_AT_ONCE)
    await asOwner(
      `insert into scheduled_posts (id, workspace_id, text, publish_at, timezone)
       select id, workspace_id, text, at, 'UTC' from jsonb_to_recordset($1::jsonb)
         as r(id uuid, workspace_id uuid, text text, at timestamptz)`,
      [JSON.stringify(some.map((post) => ({ ...rowOf(post), text: post.text })))],
    )
    const targets = some.flatMap((post) =>
      post.targets.map(({ id, channel }) => ({
        ...rowOf(post),
        id,
        post_id: post.id,
        account_id: channel.accountId,
      })),
    )
    await asOwner(
      `insert into scheduled_post_accounts (id, workspace_id, scheduled_post_id, account_id, due_at)
       select id, workspace_id, post_id, account_id, at from jsonb_to_recordset($1::jsonb)
         as r(id uuid, workspace_id uuid, post_id uuid, account_id uuid, at timestamptz)`,
      [JSON.stringify(targets)],
    )
  }
}

const rowOf = ({ id, workspaceId, dueAt }: PlannedPost) => ({
  id,
  workspace_id: workspaceId,
  at: new Date(dueAt).toISOString(),
})
