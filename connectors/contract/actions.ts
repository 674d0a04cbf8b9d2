import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Actions, PostAddress } from '#core/lib/platform/actions.ts'
import type { PlatformComment } from '#core/lib/platform/comments.ts'
import type { Intent } from '#core/lib/platform/connector.ts'
import type { Commenting } from './comments.ts'
import type { SendingSetup } from './sending.ts'
import { nowhere } from './servers.ts'
import { idOf, type Stage } from './stage.ts'

const intent = (id = newId()): Intent => ({ id, fence: 1, startedAt: new Date() })

/** Runs the tests that every part `actions` must pass. A post of another person is one that they write below a post of the account. */
export function actionsContract(stage: Stage, part: Actions, by: Commenting, setup: SendingSetup): void {
  const { marks = 'Yes' } = by
  const actions = (of = stage.connector()) => {
    if (!of.actions) throw new Error('There are no actions.')
    return of.actions
  }
  async function listed(postId: string): Promise<readonly PlatformComment[]> {
    const page = await stage.connector().comments?.list(stage.account, postId, null)
    if (page?.kind !== 'page') throw new Error(`Not listed: ${JSON.stringify(page)}`)
    return page.comments
  }
  async function post(): Promise<{ within: string; to: PostAddress }> {
    const within = await by.post(stage)
    const id = await by.comment(stage, { postId: within }, { text: 'We open on Sunday.' })
    const found = (await listed(within)).find((one) => one.id === id)
    return { within, to: { id, url: found?.url ?? null } }
  }
  const comment = (to: PostAddress, text = 'Yes, gladly.', as = intent()) =>
    actions().comment(stage.account, to, text, as)
  const own = async (within: string) =>
    (await listed(within)).filter(({ author }) => author.id === stage.account.externalId)

  describe('a like of another’s post', () => {
    it('is one, however often it is sent under its intent', async () => {
      const { within, to } = await post()
      const as = intent()
      await actions().like(stage.account, to, as)
      expect(await actions().like(stage.account, to, as)).toMatchObject({ kind: 'sent' })
      expect((await listed(within)).find(({ id }) => id === to.id)?.likes).toBe(1)
    })
  })

  describe('a comment under another’s post', () => {
    it('stands there once, as the account’s own, under the id that is reported', async () => {
      const { within, to } = await post()
      const id = idOf(await comment(to))
      expect(await own(within)).toMatchObject([{ id, parentId: to.id, text: 'Yes, gladly.' }])
    })

    it('sent twice under one intent is one', async () => {
      const { within, to } = await post()
      const as = intent()
      const first = idOf(await comment(to, 'Yes, gladly.', as))
      expect(idOf(await comment(to, 'Yes, gladly.', as))).toBe(first)
      expect(await own(within)).toHaveLength(1)
    })

    it.each(['timeout-before', 'timeout-after'] as const)('with a %s may have been written', async (kind) => {
      const { within, to } = await post()
      await stage.fault(kind, marks)
      expect(await comment(to)).toMatchObject({ kind: 'unknown' })
      expect(await own(within)).toHaveLength(kind === 'timeout-after' ? 1 : 0)
    })

    it('of the longest text is taken, and one more is refused', async () => {
      const { to } = await post()
      const { maxLength } = part.rules.text
      expect(['sent', 'accepted']).toContain((await comment(to, 'x'.repeat(maxLength))).kind)
      expect((await comment(to, 'x'.repeat(maxLength + 1))).kind).toBe('rejected')
    })
  })

  describe('an action', () => {
    it('waits as long as the platform asks, asks for a new token, and says why it is refused', async () => {
      const { to } = await post()
      await stage.fault('limited:7', marks)
      expect(await comment(to)).toMatchObject({ kind: 'limited' })
      await stage.fault(setup.revoked, marks)
      expect(await comment(to)).toMatchObject({ kind: 'reauth' })
      await stage.fault(setup.permanent, marks)
      expect(await comment(to)).toMatchObject({ kind: 'rejected', advice: expect.stringMatching(/\w/) })
    })

    it('that breaks off before the post is found was surely not done', async () => {
      const { within, to } = await post()
      for (const fault of ['timeout-after', { status: 500, body: setup.serverErrorBody }] as const) {
        await stage.fault(fault)
        expect(await comment(to)).toMatchObject({ kind: 'retry' })
        await stage.fault(fault)
        expect(await actions().like(stage.account, to, intent())).toMatchObject({ kind: 'retry' })
      }
      expect(await own(within)).toEqual([])
    })

    it('on a post that is gone is refused for good', async () => {
      const { to } = await post()
      const id = to.id.replace(/.$/, (last) => (last === '2' ? '3' : '2'))
      const gone = { id, url: to.url?.replace(to.id, id) ?? null }
      expect(await actions().like(stage.account, gone, intent())).toMatchObject({ kind: 'rejected' })
      expect(await comment(gone)).toMatchObject({ kind: 'rejected' })
    })

    it('that never left is tried again', async () => {
      const { to } = await post()
      const away = actions(stage.at(await nowhere()))
      expect(await away.like(stage.account, to, intent())).toMatchObject({ kind: 'retry' })
    })
  })
}
