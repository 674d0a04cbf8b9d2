import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Client } from '#local/client.ts'
import { linkIn } from '#local/mailbox.ts'
import { asOwner } from '#test/database.ts'
import { connectTelegram, enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'
import { newPerson } from '#test/people.ts'

/** Tests requests with an Idempotency-Key that die at each of their steps. The database refuses all further work from there on. */

let house: House
let owner: Client
let workspaceId: string
let accountId: string
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  accountId = (await connectTelegram(house, owner)).id
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

/** The change of its key after which the request does nothing more. */
type Death = 'before its work is committed' | 'after its work is committed'

async function dying<T>(when: Death, request: () => Promise<T>): Promise<T> {
  const from = when === 'before its work is committed' ? 'done' : 'finished'
  await asOwner(`create or replace function test_die() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or new.status in ('finished', '${from}') then raise exception 'The process is gone.'; end if;
      return new;
    end $$`)
  await asOwner(
    'create trigger test_die before update or delete on idempotency_keys for each row execute function test_die()',
  )
  try {
    return await request()
  } finally {
    await asOwner('drop trigger test_die on idempotency_keys')
  }
}
const aMinuteLater = (key: string) =>
  asOwner(`do $$ begin
    alter table idempotency_keys disable trigger touch;
    update idempotency_keys set updated_at = updated_at - interval '70 seconds' where key = '${key}';
    alter table idempotency_keys enable trigger touch;
  end $$`)

interface Answer {
  status: number
  replayed: boolean
  body: { id?: string; name?: string; code?: string; text?: string } | null
}
interface Write {
  /** Who writes; the owner of the workspace where nobody is named. */
  as?: Client
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  /** The rows that the write makes or leaves. */
  rows: () => Promise<unknown[]>
  /** Status of the first answer. */
  status: number
  /** The answer to a repetition after the first answer was lost. */
  again: { status: number; code?: string }
}
async function send({ as = owner, method, path, body }: Write, key: string): Promise<Answer> {
  const response = await as.raw(method, path, body, { 'idempotency-key': key })
  const text = await response.text()
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed') === 'true',
    body: text === '' ? null : JSON.parse(text),
  }
}
const fileOf = (name: string, content: string) => {
  const form = new FormData()
  form.append('file', new File([content], name))
  return form
}
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

/** Writes, each of which makes or changes one thing of its own. */
const writes: [what: string, make: () => Promise<Write> | Write][] = [
  [
    'a post',
    () => {
      const text = randomUUID()
      return {
        method: 'POST',
        path: '/v1/scheduled-posts',
        body: { text, accountIds: [accountId], publishAt: tomorrow() },
        rows: () => asOwner('select id from scheduled_posts where text = $1', [text]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a series',
    () => {
      const text = randomUUID()
      return {
        method: 'POST',
        path: '/v1/scheduled-posts',
        body: { text, accountIds: [accountId], publishAt: '2027-01-01T09:00:00Z', rrule: 'FREQ=YEARLY' },
        rows: () => asOwner('select id from post_series where text = $1', [text]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a document',
    () => {
      const title = randomUUID()
      return {
        method: 'POST',
        path: '/v1/knowledge/documents',
        body: { title, text: 'Open at noon.' },
        rows: () => asOwner('select id from knowledge_documents where title = $1', [title]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a question with its answer',
    () => {
      const question = `Where is ${randomUUID()}?`
      return {
        method: 'POST',
        path: '/v1/knowledge/faqs',
        body: { question, answer: 'Here.' },
        rows: () => asOwner('select id from faq_qa where question = $1', [question]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a key, whose answer is shown once',
    () => {
      const name = randomUUID()
      return {
        method: 'POST',
        path: '/v1/api-keys',
        body: { name, scopes: ['see'] },
        rows: () => asOwner('select id from api_keys where name = $1', [name]),
        status: 201,
        again: { status: 409, code: 'answered_once' },
      }
    },
  ],
  [
    'an invitation',
    () => {
      const email = `${randomUUID()}@chorus.test`
      return {
        method: 'POST',
        path: '/v1/invitations',
        body: { email, role: 'viewer' },
        rows: () => asOwner('select id from invitations where email = $1', [email]),
        status: 201,
        again: { status: 409, code: 'outcome_unknown' },
      }
    },
  ],
  [
    'a removal',
    async () => {
      const { id } = await owner.post<{ id: string }>('/v1/knowledge/faqs', {
        question: randomUUID(),
        answer: 'Here.',
      })
      return {
        method: 'DELETE',
        path: `/v1/knowledge/faqs/${id}`,
        // The removal's line in the audit log, which a second removal would not add.
        rows: () => asOwner(`select id from audit_log where action = 'faq.delete' and object_id = $1`, [id]),
        status: 204,
        again: { status: 204 },
      }
    },
  ],
  [
    'a change',
    () => {
      const name = randomUUID()
      return {
        method: 'PATCH',
        path: '/v1/workspaces/current',
        body: { name },
        rows: () =>
          asOwner(`select id from audit_log where action = 'workspace.rename' and after->>'name' = $1`, [
            name,
          ]),
        status: 200,
        again: { status: 409, code: 'outcome_unknown' },
      }
    },
  ],
  [
    'a file of the library',
    () => {
      const name = `${randomUUID()}.txt`
      return {
        method: 'POST',
        path: '/v1/media',
        body: fileOf(name, 'Open at noon.'),
        rows: () => asOwner('select id from media where file_name = $1', [name]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a document from a file',
    () => {
      const name = `${randomUUID()}.txt`
      return {
        method: 'POST',
        path: '/v1/knowledge/documents',
        body: fileOf(name, 'Open at noon.'),
        rows: () => asOwner('select id from knowledge_documents where file_name = $1', [name]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'a file in place of a document',
    async () => {
      const { id } = await owner.post<{ id: string }>('/v1/knowledge/documents', {
        title: randomUUID(),
        text: 'Open at ten.',
      })
      return {
        method: 'POST',
        path: `/v1/knowledge/documents/${id}/replace`,
        body: fileOf('hours.txt', 'Open at noon.'),
        rows: () =>
          asOwner(`select id from audit_log where action = 'knowledge.replace' and object_id = $1`, [id]),
        status: 200,
        again: { status: 409, code: 'outcome_unknown' },
      }
    },
  ],
  [
    'a file of questions',
    () => {
      const question = `Where is ${randomUUID()}?`
      return {
        method: 'POST',
        path: '/v1/knowledge/faqs/import',
        body: fileOf('faqs.csv', `question,answer\n${question},Here.`),
        rows: () => asOwner('select id from faq_qa where question = $1', [question]),
        status: 200,
        again: { status: 409, code: 'outcome_unknown' },
      }
    },
  ],
  [
    'a first workspace',
    async () => {
      const name = randomUUID()
      return {
        as: (await newPerson(house)).as,
        method: 'POST',
        path: '/v1/workspaces',
        body: { name },
        rows: () => asOwner('select id from workspaces where name = $1', [name]),
        status: 201,
        again: { status: 201 },
      }
    },
  ],
  [
    'an accepted invitation',
    async () => {
      const email = `${randomUUID()}@chorus.test`
      const { as } = await newPerson(house, email)
      await owner.post('/v1/invitations', { email, role: 'viewer' })
      return {
        as,
        method: 'POST',
        path: '/v1/invitations/accept',
        body: {
          token: (await linkIn(house.emulators, email, 'invites you')).pathname.replace('/invite/', ''),
        },
        rows: () =>
          asOwner(`select id from audit_log where action = 'invitation.accept' and after->>'email' = $1`, [
            email,
          ]),
        status: 200,
        again: { status: 200 },
      }
    },
  ],
]

describe.each(writes)('a request with an Idempotency-Key for %s', (_what, make) => {
  it('that died before its work was committed is done once, when its key has run out', async () => {
    const write = await make()
    const key = randomUUID()
    expect((await dying('before its work is committed', () => send(write, key))).status).toBe(500)
    expect(await write.rows()).toHaveLength(0)
    expect(await send(write, key)).toMatchObject({ status: 409, body: { code: 'request_in_progress' } })

    await aMinuteLater(key)
    expect(await send(write, key)).toMatchObject({ status: write.status, replayed: false })
    expect(await write.rows()).toHaveLength(1)
    expect((await send(write, key)).body?.code).not.toBe('request_in_progress')
    expect(await write.rows()).toHaveLength(1)
  })

  it('that died after its work was committed is not done again, and says what became of it', async () => {
    const write = await make()
    const key = randomUUID()
    expect((await dying('after its work is committed', () => send(write, key))).status).toBe(500)
    const made = await write.rows()
    expect(made).toHaveLength(1)

    await aMinuteLater(key)
    const again = await send(write, key)
    expect(again).toMatchObject({
      status: write.again.status,
      ...(write.again.code ? { body: { code: write.again.code } } : {}),
    })
    if (write.again.status === 201)
      expect(again).toMatchObject({ body: { id: (made[0] as { id: string }).id } })
    expect(await write.rows()).toEqual(made)
  })
})

it('a request that was given up and comes to life after another took its key commits nothing', async () => {
  const text = randomUUID()
  const write: Write = {
    method: 'POST',
    path: '/v1/scheduled-posts',
    body: { text, accountIds: [accountId], publishAt: tomorrow() },
    rows: () => asOwner('select id from scheduled_posts where text = $1', [text]),
    status: 201,
    again: { status: 201 },
  }
  const key = randomUUID()
  const holder = new pg.Client({ connectionString: inject('ownerUrl') })
  await holder.connect()
  await holder.query('set role none')
  const waiting = (count: number) =>
    eventually(
      () =>
        asOwner(
          `select pid from pg_locks where not granted and relation = 'scheduled_posts'::regclass and locktype = 'relation'`,
        ),
      (rows) => rows.length === count,
    )
  try {
    await holder.query('begin')
    await holder.query('lock table scheduled_posts in exclusive mode')
    const first = send(write, key)
    await waiting(1)
    await aMinuteLater(key)
    const second = send(write, key)
    await waiting(2)
    await holder.query('commit')
    expect(await first).toMatchObject({ status: 500 })
    expect(await second).toMatchObject({ status: 201, replayed: false })
  } finally {
    await holder.end()
  }
  expect(await write.rows()).toHaveLength(1)
  expect(await send(write, key)).toMatchObject({ status: 201, replayed: true })
})

it('a request that was refused leaves its key free, though it had made the occurrence that it was to change', async () => {
  const series = await owner.post<{ series: { next: { id: string }[] } }>('/v1/scheduled-posts', {
    text: randomUUID(),
    accountIds: [accountId],
    publishAt: '2027-01-01T09:00:00Z',
    rrule: 'FREQ=YEARLY',
  })
  const id = series.series.next[1]?.id
  const key = randomUUID()
  const change: Write = {
    method: 'PATCH',
    path: `/v1/scheduled-posts/${id}`,
    body: { text: 'x'.repeat(5000) },
    rows: async () => [],
    status: 422,
    again: { status: 422 },
  }
  expect(await send(change, key)).toMatchObject({ status: 422 })
  expect(await send(change, key)).toMatchObject({ status: 422, replayed: false })
})
