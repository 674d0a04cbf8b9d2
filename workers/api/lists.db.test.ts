import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { asOwner, startRooms } from '#test/database.ts'
import {
  ask,
  type Filters,
  lists,
  middleOf,
  pairs,
  singles,
  takesCursor,
  valuesOf,
} from '#test/lists/cases.ts'
import { type Plan, planOf } from '#test/lists/plans.ts'
import { clearLists, minutesAgo, type Staged, stageLists } from '#test/lists/stage.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * Tests that every list of the API reads its page through an index, whatever the filters. The lists and their
 * filters are found in the endpoints' rows; the statements are those that the stores send, in their role and tenant.
 *
 * A page has 50 rows, and one more is read to know whether others follow. With one filter, on the first page and in the
 * middle, a table may read three times as many. With two filters one leads, by its index, and the other leaves rows
 * out, which are counted: a rare value leaves out nearly all, so that those are judged by scans and sorts alone. Searches
 * (`core/lib/text/searched.ts`) run along the list, and read the rows that they pass as well.
 */
const PAGE = 51
const ROWS = 5_000
/** A view is searched for too: `mentions`. */
const SEARCHED = ['q', 'search', 'machine', 'labelId', 'view']
/** Tables that may be read whole: they have only a row for each worker. */
const WHOLE = ['worker_flags']

const rooms = startRooms()
const login = new pg.Client({ connectionString: inject('databaseUrl') })
let staged: Staged
/** A workspace with a hundredth of the rows: just a page. */
let small: Staged
let params: Record<string, Record<string, string>>
let samples: Record<string, string[]>

beforeAll(async () => {
  staged = { ...(await rooms.newWorkspace()), rows: ROWS }
  small = { ...(await rooms.newWorkspace()), rows: ROWS / 100 }
  await stageLists(asOwner, staged)
  await stageLists(asOwner, small)
  await asOwner('analyze')
  const { workspaceId, accountId } = staged
  const [
    [labels],
    talk,
    onMany,
    entry,
    draft,
    [heard],
    told,
    [watched],
    [onPage],
    remembering,
    grouped,
    acting,
    gathered,
    talked,
  ] = await Promise.all([
    asOwner<Record<'group' | 'author' | 'topic' | 'audience' | 'hook', string>>(
      `select t.group_id as "group", p.author_id as author, p.topic_id as topic, p.audience_id as audience, p.hook_type_id as hook
       from posts p join topics t on t.id = p.topic_id where p.workspace_id = $1 group by 1, 2, 3, 4, 5 order by count(*) desc limit 1`,
      [workspaceId],
    ),
    asOwner<{ id: string }>(
      'select id from conversations where workspace_id = $1 order by last_message_at limit 1',
      [workspaceId],
    ),
    // The label that most conversations have, and one that few have.
    asOwner<{ id: string }>(
      `(select label_id as id from conversation_labels where workspace_id = $1 group by 1 order by count(*) desc limit 1)
       union all (select label_id from conversation_labels where workspace_id = $1 group by 1 order by count(*) limit 1)`,
      [workspaceId],
    ),
    asOwner<{ id: string }>('select object_id as id from audit_log where workspace_id = $1 limit 1', [
      workspaceId,
    ]),
    asOwner<{ id: string }>(
      'select production_post_id as id from production_post_versions where workspace_id = $1 limit 1',
      [workspaceId],
    ),
    asOwner<Record<'project' | 'hashtag', string>>(
      `select project_id as project, hashtag_id as hashtag from project_hashtag_sums where workspace_id = $1 order by posts desc limit 1`,
      [workspaceId],
    ),
    asOwner<{ id: string }>(
      'select endpoint_id as id from outgoing_webhooks where workspace_id = $1 group by 1 order by count(*) desc limit 1',
      [workspaceId],
    ),
    asOwner<Record<'post' | 'scheduled', string>>(
      `select p.id as post, p.scheduled_post_id as scheduled from monitored_posts p join comments c on c.workspace_id = p.workspace_id and c.post_id = p.id
       where p.workspace_id = $1 group by 1, 2 order by count(*) desc limit 1`,
      [workspaceId],
    ),
    asOwner<{ id: string }>(
      'select company_page_id as id from company_published_posts where workspace_id = $1 group by 1 order by count(*) desc limit 1',
      [workspaceId],
    ),
    asOwner<{ id: string }>(
      'select character_id as id from character_memories where workspace_id = $1 limit 1',
      [workspaceId],
    ),
    asOwner<{ id: string }>('select cluster_id as id from cluster_items where workspace_id = $1 limit 1', [
      workspaceId,
    ]),
    asOwner<{ id: string }>(
      'select rule_id as id from automation_executions where workspace_id = $1 group by 1 order by count(*) desc limit 1',
      [workspaceId],
    ),
    asOwner<{ id: string }>(
      `(select campaign_id as id from scheduled_posts where workspace_id = $1 group by 1 order by count(*) desc limit 1)
       union all (select campaign_id from scheduled_posts where workspace_id = $1 group by 1 order by count(*) limit 1)`,
      [workspaceId],
    ),
    asOwner<{ id: string }>('select session_id as id from chat_messages where workspace_id = $1 limit 1', [
      workspaceId,
    ]),
  ])
  params = {
    '/v1/conversations/{id}/messages': { id: talk[0]?.id ?? '' },
    '/v1/drafts/{id}/versions': { id: draft[0]?.id ?? '' },
    '/v1/chat-sessions/{id}/messages': { id: talked[0]?.id ?? '' },
    '/v1/characters/{id}/memory': { id: remembering[0]?.id ?? '' },
    '/v1/accounts/{id}/templates': { id: accountId },
    '/v1/accounts/{id}/limits': { id: accountId },
    '/v1/projects/{id}/posts': { id: heard?.project ?? '' },
    '/v1/projects/{id}/signals': { id: heard?.project ?? '' },
    '/v1/projects/{id}/left-out': { id: heard?.project ?? '' },
    '/v1/projects/{id}/muted-authors': { id: heard?.project ?? '' },
    '/v1/projects/{id}/hashtags': { id: heard?.project ?? '' },
    '/v1/projects/{id}/creators': { id: heard?.project ?? '' },
    '/v1/clusters/{id}/items': { id: grouped[0]?.id ?? '' },
    '/v1/webhook-endpoints/{id}/deliveries': { id: told[0]?.id ?? '' },
  }
  const middle = [minutesAgo(ROWS / 2).toISOString()]
  samples = {
    accountId: [accountId],
    postId: [watched?.post ?? ''],
    companyPageId: [onPage?.id ?? ''],
    scheduledPostId: [watched?.scheduled ?? ''],
    labelId: onMany.map(({ id }) => id),
    campaignId: gathered.map(({ id }) => id),
    conversationId: [talk[0]?.id ?? ''],
    author: ['ada'],
    hashtagId: [heard?.hashtag ?? ''],
    groupId: [labels?.group ?? ''],
    profileId: [labels?.author ?? ''],
    authorId: [labels?.author ?? ''],
    topicId: [labels?.topic ?? ''],
    audienceId: [labels?.audience ?? ''],
    hookTypeId: [labels?.hook ?? ''],
    platform: ['linkedin', 'web'],
    since: middle,
    until: middle,
    from: middle,
    to: middle,
    // A rare word, and one that all rows hold.
    characterId: [remembering[0]?.id ?? ''],
    ruleId: [acting[0]?.id ?? ''],
    q: ['obelisk', 'bicy'],
    search: ['obelisk', 'bicy'],
    event: ['queue.slow', 'queue.'],
    reference: ['ERR-7'],
    '/v1/model-calls reference': [`${workspaceId.slice(-8)}20`],
    requestId: ['request-7'],
    functionName: ['triage'],
    task: ['publishing', 'retention'],
    of: [`account:${accountId}`],
    actor: ['user:ben'],
    action: ['post.change', 'post.'],
    objectId: [entry[0]?.id ?? ''],
  }
  await login.connect()
}, 300_000)
afterAll(async () => {
  await login.end()
  for (const one of [staged, small]) await clearLists(asOwner, one)
  await asOwner('analyze')
}, 300_000)

/** Returns the plans of all statements that a list sends for a page. */
async function plansOf(endpoint: Endpoint, query: Filters, within = staged): Promise<Plan[]> {
  const sent = await ask(rooms, within, endpoint, { query, params: params[endpoint.path] ?? {} })
  const plans: Plan[] = []
  for (const one of sent) plans.push(await planOf(login, one))
  return plans
}

/** Counts the database's pages that all statements of a list touch, including those of its functions. */
const buffersOf = async (endpoint: Endpoint, query: Filters) =>
  (await plansOf(endpoint, query)).reduce((sum, { buffers }) => sum + buffers, 0)

/** Describes the part of a plan that is more than its page needs; null when there is none. */
function excess({ scanned, sorted, read, text }: Plan, mostRead: number): string | null {
  const whole = scanned.filter((table) => !WHOLE.includes(table))
  const much = Object.entries(read).filter(([, rows]) => rows > mostRead)
  if (whole.length === 0 && sorted <= 3 * PAGE && much.length === 0) return null
  return `scans ${whole}, sorts ${sorted}, reads ${JSON.stringify(Object.fromEntries(much))}\n${text}`
}

async function excesses(
  endpoint: Endpoint,
  queries: readonly Filters[],
  mostRead: (query: Filters) => number,
) {
  const found: string[] = []
  for (const query of queries)
    for (const plan of await plansOf(endpoint, query)) {
      const said = excess(plan, mostRead(query))
      if (said) found.push(`${JSON.stringify(query)} ${said}`)
    }
  return found
}

it('is said of lists that there are', () => {
  expect(lists.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/v1/conversations', '/v1/operations/task-runs']),
  )
})

describe.each(lists.map((endpoint) => [endpoint.path, endpoint] as const))('%s', (_path, endpoint) => {
  it('reads a page by an index, by each of its filters, from the start and from the middle', async () => {
    expect((await plansOf(endpoint, {})).length).toBeGreaterThan(0)
    const queries = [{}, ...singles(valuesOf(endpoint, samples))]
    const cursor = { cursor: middleOf(staged) }
    const paged = takesCursor(endpoint) ? queries.map((query) => ({ ...query, ...cursor })) : []
    const mostRead = (query: Filters) => (SEARCHED.some((name) => name in query) ? 6 : 3) * PAGE
    expect(await excesses(endpoint, [...queries, ...paged], mostRead)).toEqual([])
  })

  it('scans and sorts nothing by two of its filters at once', async () => {
    expect(await excesses(endpoint, pairs(valuesOf(endpoint, samples)), () => Infinity)).toEqual([])
  })
})

const ofWorkspaces = lists.filter(({ needs, path }) =>
  needs === 'see' || needs === 'manage' ? !path.includes('{id}') : false,
)
/** Counts the rows that all statements of a list read, from all tables. */
const rowsOf = async (endpoint: Endpoint, within: Staged) =>
  (await plansOf(endpoint, {}, within))
    .flatMap(({ read }) => Object.values(read))
    .reduce((sum, rows) => sum + rows, 0)
it.each(ofWorkspaces.map((endpoint) => [endpoint.path, endpoint] as const))(
  '%s reads no more with a hundred times the rows',
  async (_path, endpoint) => {
    expect(await rowsOf(endpoint, staged)).toBeLessThan(2 * (await rowsOf(endpoint, small)) + 3 * PAGE)
  },
)

describe('a search', () => {
  const buffers = async (path: string, query: Filters) => {
    const endpoint = lists.find((list) => list.path === path)
    if (!endpoint) throw new Error(`There is no list ${path}.`)
    return buffersOf(endpoint, query)
  }

  it.each([
    ['/v1/conversations', 'q'],
    ['/v1/knowledge/documents', 'search'],
    ['/v1/knowledge/faqs', 'search'],
    ['/v1/scheduled-posts', 'q'],
    ['/v1/post-series', 'q'],
  ])('of %s reads little, be the word in all or in few of them', async (path, name) => {
    const whole = await buffers(path, { [name]: 'in none of them' })
    const page = await buffers(path, {})
    for (const word of ['bicycle', 'obelisk'])
      expect([word, await buffers(path, { [name]: word })]).toEqual([
        word,
        expect.toSatisfy((n) => n < 2 * page + whole + 500),
      ])
  })
})
