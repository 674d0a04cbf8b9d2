import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WorkerState } from '#core/operations/schemas.ts'
import { functionsSql } from '#drizzle/functions.ts'
import type { Client } from '#local/client.ts'
import { confirmAddress } from '#local/mailbox.ts'
import { type Neon, startNeon } from '#local/neon.ts'
import { eventually, type House, newWorkspace, startHouse } from '#test/house.ts'
import { newPerson } from '#test/people.ts'
import type { Nest } from './nests/core/nests/schemas.ts'
import { addLine, copyOfTree } from './tree.ts'

/**
 * The drill: adds a made-up domain (a table, endpoints, a chore, a lane, a screen) to a copy of the tree by its folders and its two lines;
 * it must work as any other does.
 */

const bin = (name: string) => join(import.meta.dirname, '../../node_modules/.bin', name)

let root: string
let neon: Neon
let house: House
let owner: Client
beforeAll(async () => {
  root = copyOfTree(['web', 'drizzle.config.ts'])
  cpSync(join(import.meta.dirname, 'nests'), root, { recursive: true })
  addLine(join(root, 'workers/domains.ts'), 'nests', './domains/nests.ts')
  addLine(join(root, 'web/src/app/features.ts'), 'nests', '../features/nests/feature.ts')
  const before = new Set(globSync('drizzle/migrations/*.sql', { cwd: root }))
  execFileSync(bin('drizzle-kit'), ['generate', '--name', 'nests'], { cwd: root })
  const made = globSync('drizzle/migrations/*.sql', { cwd: root }).filter((file) => !before.has(file))
  neon = await startNeon({ port: 0 })
  await asOwnerOf(neon, [...made.map((file) => readFileSync(join(root, file), 'utf8')), functionsSql()])
  house = await startHouse({}, { root, database: neon })
  owner = (await newWorkspace(house)).owner
})
afterAll(async () => {
  await house?.close()
  await neon?.close()
  if (root) rmSync(root, { recursive: true })
})

async function asOwnerOf({ ownerUrl }: Neon, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; set local role none; ${statements.join(';\n')}; commit`)
  } finally {
    await client.end()
  }
}

const nests = async (who = owner) => (await who.get<{ items: Nest[] }>('/v1/nests')).items

it('serves its endpoints, does its work in its lane and by the clock, apart from other workspaces', async () => {
  const nest = await owner.post<Nest>('/v1/nests', { tree: 'oak' })
  expect(nest).toMatchObject({ tree: 'oak', watchedAt: null })
  const [counted] = await eventually(nests, ([first]) => first?.eggs !== null)
  expect(counted).toMatchObject({ id: nest.id, eggs: 3 })
  await house.tick()
  expect((await nests())[0]?.watchedAt).not.toBeNull()
  await expect(owner.post('/v1/nests', { tree: '' })).rejects.toMatchObject({ status: 422 })
  expect(await nests((await newWorkspace(house)).owner)).toEqual([])
})

it('has its worker among those that operators switch', async () => {
  const operator = await newPerson(house, house.operatorEmail)
  await confirmAddress(house.emulators, operator.as, operator.email)
  const { items } = await operator.as.get<{ items: WorkerState[] }>('/v1/operations/workers')
  expect(items.find(({ name }) => name === 'nests')).toMatchObject({
    words: { en: { name: 'Nests' }, fr: { name: 'Nids' } },
    lastRun: { status: 'completed' },
  })
})

it('is in the API’s document and in the dashboard, whose screens keep their budget', async () => {
  const document = await owner.get<{ paths: object }>('/openapi.json')
  expect(document.paths).toHaveProperty('/v1/nests')
  execFileSync(bin('vite'), ['build', 'web', '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const built = globSync('web/dist/assets/*.js', { cwd: root })
  const withWords = built.filter((file) => readFileSync(join(root, file), 'utf8').includes('Chaque nid'))
  expect(built.some((file) => file.includes('nests-screen'))).toBe(true)
  expect(withWords).toHaveLength(1)
})
