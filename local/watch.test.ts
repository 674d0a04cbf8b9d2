import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { rebuildOnChange } from './watch.ts'

it('builds again when a source changes, and after a build that failed, which is said', async () => {
  const where = mkdtempSync(join(tmpdir(), 'chorus-watch-'))
  mkdirSync(join(where, 'src/deep'), { recursive: true })
  writeFileSync(join(where, 'config.toml'), 'one')
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const [deep, config] = [join(where, 'src/deep/a.ts'), join(where, 'config.toml')]
  const made: string[] = []
  const end = rebuildOnChange(
    { sources: ['src/**/*', 'config.toml'] },
    async () => {
      const sources = [deep, config].map((file) => readFileSync(file, 'utf8')).join()
      made.push(sources)
      if (sources.includes('broken')) throw new Error('does not compile')
    },
    where,
  )
  const latest = () => made.at(-1)
  try {
    writeFileSync(deep, 'broken')
    await expect.poll(() => said.mock.calls.flat(), { timeout: 20_000 }).toContain('does not compile')
    writeFileSync(deep, 'mended')
    await expect.poll(latest, { timeout: 20_000 }).toBe('mended,one')
    writeFileSync(config, 'two')
    await expect.poll(latest, { timeout: 20_000 }).toBe('mended,two')
  } finally {
    end()
    said.mockRestore()
    rmSync(where, { recursive: true })
  }
})
