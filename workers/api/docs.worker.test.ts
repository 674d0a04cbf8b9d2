import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterHouse, type House } from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house.close())

const get = (path: string) => fetch(new URL(path, house.url))
const header = (response: Response, name: string) => response.headers.get(name) ?? ''

describe('/docs', () => {
  it('runs scripts from its own origin only, none of them inline, and is framed by nobody', async () => {
    const policy = header(await get('/docs'), 'content-security-policy').split('; ')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
  it('finds every file it names on this Worker, as what it is', async () => {
    const page = await (await get('/docs')).text()
    const files = [...page.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="(\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    )
    expect(files).toHaveLength(3)
    for (const file of files) {
      const answer = await get(file)
      expect([file, answer.status]).toEqual([file, 200])
      expect(header(answer, 'content-type')).toMatch(file.endsWith('.css') ? 'text/css' : 'text/javascript')
      expect(header(answer, 'x-content-type-options')).toBe('nosniff')
    }
  })
  it('starts its viewer with the script as it stands in the tree', async () => {
    const served = await (await get('/docs/viewer/start.js')).text()
    expect(served, 'run `npm install`').toBe(readFileSync('workers/api/docs-viewer.js', 'utf8'))
  })
  it('leaves every other path to the API', async () => {
    for (const path of ['/', '/docs/', '/index.html', '/docs/viewer']) {
      const answer = await get(path)
      expect([path, answer.status, header(answer, 'content-type')]).toEqual([
        path,
        404,
        'application/problem+json',
      ])
    }
  })
})
