import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { CommentAddress, Comments, PlatformComment } from '#core/lib/platform/comments.ts'
import type { Intent, Outcome } from '#core/lib/platform/connector.ts'
import type { SendingSetup } from './sending.ts'
import { nowhere } from './servers.ts'
import { ANA, idOf, type Stage } from './stage.ts'

/** How a contract makes comments on a platform. */
export interface Commenting {
  /** Recognizes the call that writes a reply among others; by default it holds the reply's text. */
  marks?: string
  /** Returns what a person is called there, where that is not their name. */
  called?(name: string): string
  /** Publishes a post of the account and returns the platform's id of it. */
  post(stage: Stage): Promise<string>
  /** Has a person write under a post or a comment; returns the platform's id of the comment. */
  comment(stage: Stage, on: { postId: string; parentId?: string }, said: Said): Promise<string>
}
interface Said {
  text: string
  from?: { id: string; name: string }
}

const BEN = { id: '16505550000', name: 'Ben Okri' }
const intent = (id = newId()): Intent => ({ id, fence: 1, startedAt: new Date() })

/** Runs the tests that every part `comments` must pass. */
export function commentsContract(stage: Stage, part: Comments, by: Commenting, setup: SendingSetup): void {
  const { marks = 'Yes' } = by
  const comments = () => {
    const { comments } = stage.connector()
    if (!comments) throw new Error('There are no comments.')
    return comments
  }
  const say = (on: { postId: string; parentId?: string }, said: Said) => by.comment(stage, on, said)
  /** Lists all pages. */
  async function all(postId: string): Promise<PlatformComment[]> {
    const found: PlatformComment[] = []
    let cursor: string | null = null
    do {
      const page = await comments().list(stage.account, postId, cursor)
      if (page.kind !== 'page') throw new Error(`Not listed: ${JSON.stringify(page)}`)
      found.push(...page.comments)
      cursor = page.nextCursor
    } while (cursor !== null)
    return found
  }
  async function question(): Promise<{ postId: string; to: CommentAddress }> {
    const postId = await by.post(stage)
    const id = await say({ postId }, { text: 'Are you open on Sunday?' })
    const own = (await all(postId)).find((one) => one.id === id)
    return { postId, to: { postId, id, handle: own?.handle ?? null } }
  }
  const reply = (to: CommentAddress, text = 'Yes, from ten.', as = intent()) =>
    comments().reply(stage.account, to, text, as)

  describe('the comments under its posts', () => {
    it('are listed with their authors, words and times, each once', async () => {
      const postId = await by.post(stage)
      const first = await say({ postId }, { text: 'Grüße 👋' })
      const second = await say({ postId }, { text: 'Nice', from: BEN })
      const found = await all(postId)
      expect(found.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
      const [one] = found.filter(({ id }) => id === first)
      expect(one).toMatchObject({
        parentId: null,
        text: 'Grüße 👋',
        author: { name: by.called?.(ANA.name) ?? ANA.name },
      })
      const age = Date.now() - (one?.createdAt.getTime() ?? 0)
      expect(age).toBeGreaterThan(-2_000)
      expect(age).toBeLessThan(10_000)
      expect(new Set(found.map(({ author }) => author.id)).size).toBe(2)
    })

    it('say which comment they answer', async () => {
      const postId = await by.post(stage)
      const first = await say({ postId }, { text: 'Is it vegan?' })
      const second = await say({ postId, parentId: first }, { text: 'I think so', from: BEN })
      const found = await all(postId)
      expect(found.find(({ id }) => id === second)?.parentId).toBe(first)
    })

    it('are none under a new post, and a post that is not there is refused for good', async () => {
      expect(await all(await by.post(stage))).toEqual([])
      const gone = (await by.post(stage)).replace(/.$/, (last) => (last === '2' ? '3' : '2'))
      expect(await comments().list(stage.account, gone, null)).toMatchObject({ kind: 'rejected' })
    })

    it('are not listed by a revoked token, nor while the platform asks to wait, is away or answers nonsense', async () => {
      const postId = await by.post(stage)
      const listed = () => comments().list(stage.account, postId, null)
      await stage.fault(setup.revoked)
      expect(await listed()).toMatchObject({ kind: 'reauth' })
      await stage.fault('limited:7')
      expect(await listed()).toMatchObject({ kind: 'limited' })
      for (const fault of ['timeout-after', { status: 500, body: setup.serverErrorBody }] as const) {
        await stage.fault(fault)
        expect(await listed()).toMatchObject({ kind: 'retry' })
      }
      const page = await stage.servers.answering({ status: 200, body: '<html>Welcome</html>' })
      const elsewhere = await stage.at(page).comments?.list(stage.account, postId, null)
      expect(elsewhere).toMatchObject({ kind: 'retry' })
    })
  })

  describe('a reply to a comment', () => {
    it('stands under it once, as the account’s own, under the id that is reported', async () => {
      const { postId, to } = await question()
      const id = idOf(await reply(to))
      const found = (await all(postId)).filter(({ author }) => author.id === stage.account.externalId)
      expect(found).toMatchObject([{ id, parentId: to.id, text: 'Yes, from ten.' }])
    })

    it.each(['timeout-before', 'timeout-after'] as const)('with a %s may have been written', async (kind) => {
      const { postId, to } = await question()
      await stage.fault(kind, marks)
      expect(await reply(to)).toMatchObject({ kind: 'unknown' })
      const own = (await all(postId)).filter(({ author }) => author.id === stage.account.externalId)
      expect(own).toHaveLength(kind === 'timeout-after' ? 1 : 0)
    })

    if (part.find)
      it.each(['timeout-before', 'timeout-after'] as const)(
        'is found after a %s exactly where it was written',
        async (kind) => {
          const { to } = await question()
          const as = intent()
          await stage.fault(kind, marks)
          await reply(to, 'Yes, from ten.', as)
          const found = await comments().find?.(stage.account, to, as.startedAt, as)
          const posts = kind === 'timeout-after' ? [expect.objectContaining({ text: 'Yes, from ten.' })] : []
          expect(found).toEqual({ kind: 'found', posts })
        },
      )

    it('waits as long as the platform asks, asks for a new token, and says why it is refused', async () => {
      const { to } = await question()
      await stage.fault('limited:7', marks)
      const limited = await reply(to)
      expect(limited.kind).toBe('limited')
      await stage.fault(setup.revoked, marks)
      expect(await reply(to)).toMatchObject({ kind: 'reauth' })
      await stage.fault(setup.permanent, marks)
      const refused = await reply(to)
      expect(refused.kind === 'rejected' && refused.reason && refused.advice).toBeTruthy()
    })

    it('of the longest text is taken, and one more is refused', async () => {
      const { to } = await question()
      const { maxLength } = part.rules.text
      expect(['sent', 'accepted']).toContain((await reply(to, 'x'.repeat(maxLength))).kind)
      expect((await reply(to, 'x'.repeat(maxLength + 1))).kind).toBe('rejected')
    })

    it('that never left is tried again', async () => {
      const { to } = await question()
      const nobody = stage.at(await nowhere()).comments
      const outcome: Outcome | undefined = await nobody?.reply(stage.account, to, 'Yes', intent())
      expect(outcome?.kind).toBe('retry')
    })
  })

  if (part.like)
    describe('a like of a comment', () => {
      it('is one, however often it is sent', async () => {
        const { postId, to } = await question()
        const as = intent()
        await comments().like?.(stage.account, to, as)
        expect(await comments().like?.(stage.account, to, as)).toMatchObject({ kind: 'sent' })
        expect((await all(postId)).find(({ id }) => id === to.id)?.likes).toBe(1)
      })
    })

  if (part.hide)
    describe('a comment that is hidden', () => {
      it('may be hidden twice, and shown again', async () => {
        const { to } = await question()
        for (const hidden of [true, true, false])
          expect(await comments().hide?.(stage.account, to, hidden, intent())).toMatchObject({ kind: 'sent' })
      })
    })

  const { privateReply } = part
  if (privateReply)
    describe('a private reply to a comment', () => {
      it('is taken once', async () => {
        const { to } = await question()
        const send = () => comments().privateReply?.send(stage.account, to, 'Here is your code.', intent())
        expect(['sent', 'accepted']).toContain((await send())?.kind)
        expect((await send())?.kind).toBe('rejected')
      })
    })
}
