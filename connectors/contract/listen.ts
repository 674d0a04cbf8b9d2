import { describe, expect, it } from 'vitest'
import type { Listen, PublicPost, Sought } from '#core/lib/platform/listening.ts'
import type { SendingSetup } from './sending.ts'
import { nowhere } from './servers.ts'
import type { Stage } from './stage.ts'

/** How a contract makes public posts on a platform. */
export interface Listening {
  /** The name by which the platform lists the posts of whoever `say` speaks for. */
  creator: string
  /** Publishes a post. */
  say(stage: Stage, text: string): Promise<void>
}

/** More posts than a page of any platform holds. */
const MANY = 110

/** Runs the tests that every part `listen` must pass. */
export function listenContract(
  stage: Stage,
  { kinds }: Listen,
  { creator, say }: Listening,
  setup: SendingSetup,
): void {
  const read = (sought: Sought, cursor: string | null = null) => {
    const { listen } = stage.connector()
    if (!listen) throw new Error('Nothing is listened to.')
    return listen.read(stage.account, sought, cursor)
  }
  async function all(sought: Sought): Promise<PublicPost[]> {
    const found: PublicPost[] = []
    let cursor: string | null = null
    do {
      const page = await read(sought, cursor)
      if (page.kind !== 'page') throw new Error(`Not read: ${JSON.stringify(page)}`)
      found.push(...page.posts)
      cursor = page.nextCursor
    } while (cursor !== null)
    return found
  }
  const any: Sought = kinds.includes('hashtag')
    ? { kind: 'hashtag', name: 'kettle' }
    : { kind: 'creator', name: creator }

  describe('what everybody may read there', () => {
    if (kinds.includes('hashtag'))
      it('is found by its hashtag, the latest first, with its author, words and time', async () => {
        await say(stage, 'An old #Kettle')
        await say(stage, 'A #teapot')
        await say(stage, 'A new #kettle 👋')
        const posts = await all({ kind: 'hashtag', name: 'kettle' })
        expect(posts.map(({ text }) => text)).toEqual(['A new #kettle 👋', 'An old #Kettle'])
        expect(new Set(posts.map(({ id }) => id)).size).toBe(2)
        const age = Date.now() - (posts[0]?.postedAt.getTime() ?? 0)
        expect(age).toBeGreaterThan(-2_000)
        expect(age).toBeLessThan(10_000)
      })

    if (kinds.includes('creator'))
      it('is listed by who wrote it; somebody who is not there has written nothing', async () => {
        await say(stage, 'First')
        await say(stage, 'Second')
        const posts = await all({ kind: 'creator', name: creator })
        expect(posts.map(({ author, text }) => [author, text])).toEqual([
          [creator, 'Second'],
          [creator, 'First'],
        ])
        expect(await all({ kind: 'creator', name: `nobody-${creator}` })).toEqual([])
      })

    it('comes in pages, each post once', async () => {
      for (let n = 0; n < MANY; n++) await say(stage, `Post ${n} #kettle`)
      const posts = await all(any)
      expect(posts).toHaveLength(MANY)
      expect(new Set(posts.map(({ id }) => id)).size).toBe(MANY)
    })

    it('is not read by a revoked token, nor while the platform asks to wait, is away or answers nonsense', async () => {
      await stage.fault(setup.revoked)
      expect(await read(any)).toMatchObject({ kind: 'reauth' })
      await stage.fault('limited:7')
      expect(await read(any)).toMatchObject({ kind: 'limited' })
      for (const fault of ['timeout-after', { status: 500, body: setup.serverErrorBody }] as const) {
        await stage.fault(fault)
        expect(await read(any)).toMatchObject({ kind: 'retry' })
      }
      const page = await stage.servers.answering({ status: 200, body: '<html>Welcome</html>' })
      for (const url of [page, await nowhere()])
        expect(await stage.at(url).listen?.read(stage.account, any, null)).toMatchObject({ kind: 'retry' })
    })
  })
}
