import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectTelegram, enterHouse, type House, newWorkspace } from '#test/house.ts'

let house: House
beforeAll(async () => {
  house = await enterHouse()
})
afterAll(() => house.close())

const get = (path: string) => fetch(new URL(path, house.url))
const header = (response: Response, name: string) => response.headers.get(name) ?? ''

/** Finds the curl commands of a page, one line each. */
const commandsOf = (page: string) =>
  [...page.matchAll(/<pre><code>(curl [^<]+)<\/code>/g)].map(([, text = '']) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replace(/\\\n\s*/g, ''),
  )
/** Sends the request that a curl command describes. */
const sent = (command: string) => {
  const headers = [...command.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  const body = /-d '([^']+)'/.exec(command)?.[1]
  const url = /^curl (\S+)/.exec(command)?.[1] ?? ''
  return fetch(url, { headers, ...(body === undefined ? {} : { method: 'POST', body }) })
}

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
  it('begins with steps that lead from a key to a scheduled post, as they stand', async () => {
    const { owner } = await newWorkspace(house)
    const account = await connectTelegram(house, owner)
    const { key } = await owner.post<{ key: string }>('/v1/api-keys', {
      name: 'Quick',
      scopes: ['see', 'write'],
    })
    const known: Record<string, string> = { CHORUS_KEY: key, ACCOUNT_ID: account.id, POST_KEY: randomUUID() }
    const steps = commandsOf(await (await get('/docs')).text())
    expect(steps).toHaveLength(3)
    const run = async (step = '') => {
      const answer = await sent(step.replace(/\$(\w+)/g, (_, name: string) => known[name] ?? ''))
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const [listing, scheduling, reading] = steps
    expect(await run(listing)).toMatchObject({ status: 200, body: { items: [{ id: account.id }] } })
    const made = await run(scheduling)
    expect(made).toMatchObject({ status: 201, body: { status: 'queued' } })
    known.POST_ID = String(made.body.id)
    expect(await run(reading)).toMatchObject({ status: 200, body: { id: made.body.id } })
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
