import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, inject, it } from 'vitest'
import type { Conversation } from '#core/inbox/schemas.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { openDemo, signedIn } from './running.ts'
import { startStack } from './stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-kept-'))
const archive = join(folder, 'kept.tgz')
let stop: (() => Promise<void>) | undefined
afterAll(async () => {
  await stop?.()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command of package.json as a person does, and returns what it says. */
async function run(script: 'backup' | 'restore', env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [`deploy/backup/${script}.ts`, archive], {
    env: { ...process.env, CHORUS_OWNER_DATABASE_URL: '', ...env },
  })
  return stdout
}

it('what was kept of a running installation starts elsewhere, where its people sign in and find everything', async () => {
  const before = await openDemo()
  const conversations = async (all: typeof before) =>
    (await all.api.get<Page<Conversation>>('/v1/conversations?view=all&limit=100')).items.map(({ id }) => id)
  const had = await conversations(before)
  expect(had.length).toBeGreaterThan(10)
  await run('backup', inject('stack').env)

  const dataDir = join(folder, 'data')
  expect(await run('restore', { CHORUS_DATA_DIR: dataDir })).toContain('each table as it was')
  const restored = await startStack(dataDir)
  stop = restored.stop
  const after = await openDemo(restored.stack)
  try {
    expect(after.demo.workspaceId).toBe(before.demo.workspaceId)
    expect(new Set(await conversations(after))).toEqual(new Set(had))
    const { page, complaints } = await signedIn(after, {}, '/operations')
    await page.getByText('Restored from the backup').first().waitFor()
    await page.goto(`${after.webUrl}/knowledge`)
    await page.getByRole('link', { name: /./ }).first().waitFor()
    expect(complaints).toEqual([])
  } finally {
    await after.stop()
    await before.stop()
  }
})
