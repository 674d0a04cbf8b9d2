import { describe, expect, it } from 'vitest'
import type { Action, Capabilities } from '#core/lib/connector.ts'
import { idOf, isDone, type Stage } from './stage.ts'

const INTENT = { id: 'ours', fence: 1, startedAt: new Date() }
const ACTIONS: readonly Action[] = [
  { kind: 'react', emoji: '👍' },
  { kind: 'react', emoji: null },
  { kind: 'read' },
  { kind: 'edit', text: 'Better' },
  { kind: 'delete' },
  { kind: 'acknowledge' },
]

/** What every connector promises of a conversation besides plain messages. */
export function conversationContract(stage: Stage, capabilities: Capabilities): void {
  const to = stage.contact.id
  const act = (action: Action, messageId: string) =>
    stage.connector().act?.(stage.account, action, { to, messageId }, INTENT)
  const can = (kind: Action['kind']) => capabilities.actions?.includes(kind) ?? false

  describe('a conversation', () => {
    it('answers a message, which is shown as the answer to it', async () => {
      const [update] = await stage.does({ text: 'Which one?' })
      const asked = update?.payload.kind === 'message' ? update.payload.platformMessageId : ''
      expect(isDone(await stage.message({ text: 'That one', replyTo: asked }))).toBe(true)
      const parent = (await stage.shown())[0]?.parent
      expect(parent !== undefined && asked.endsWith(parent)).toBe(true)
    })

    it('shows a reaction, and takes it back', async () => {
      const [update] = await stage.does({ text: 'Good news' })
      const theirs = update?.payload.kind === 'message' ? update.payload.platformMessageId : ''
      const reactions = async () => (await stage.screen())[0]?.reactions
      expect(
        isDone((await act({ kind: 'react', emoji: '👍' }, theirs)) ?? { kind: 'retry', reason: '' }),
      ).toBe(true)
      expect(await reactions()).toEqual({ business: '👍' })
      await act({ kind: 'react', emoji: null }, theirs)
      expect(await reactions()).toEqual({})
    })

    it('reads the contact’s reaction to a message of ours by that message’s id, and that it was taken back', async () => {
      const ours = idOf(await stage.message({ text: 'Sent' }))
      for (const emoji of ['🔥', null]) {
        expect(await stage.does({ reaction: { messageId: ours, emoji } })).toMatchObject([
          {
            payload: {
              messageType: 'reaction',
              text: emoji,
              details: { reaction: { messageId: ours, emoji } },
            },
          },
        ])
      }
    })

    it('offers choices, and reads the one that is chosen', async () => {
      const yes = { id: 'yes-1', title: 'Yes, please' }
      const asked = idOf(
        await stage.message({
          kind: 'choices',
          text: 'Shall we?',
          choices: [yes, { id: 'no-1', title: 'No' }],
        }),
      )
      expect(await stage.does({ choice: yes, replyTo: asked })).toMatchObject([
        {
          payload: {
            text: 'Yes, please',
            replyTo: asked,
            details: { choice: { id: 'yes-1', title: 'Yes, please' } },
          },
        },
      ])
    })

    it('reads a place and a person that the contact sends, in words and as data', async () => {
      expect(await stage.does({ place: { latitude: 48.85, longitude: 2.35 } })).toMatchObject([
        {
          payload: { messageType: 'location', text: '48.85, 2.35', details: { place: { latitude: 48.85 } } },
        },
      ])
      expect(await stage.does({ person: { name: 'Bo Lind', phone: '+46 70 1' } })).toMatchObject([
        { payload: { text: 'Bo Lind, +46 70 1', details: { people: [{ name: 'Bo Lind' }] } } },
      ])
    })

    it('reads all of what is sent together, each once, in whatever order it comes', async () => {
      const media = ['one', 'two', 'three'].map((content) => ({
        kind: 'image',
        mimeType: 'image/jpeg',
        content,
      }))
      for (const reversed of [false, true]) {
        const updates = await stage.does({ text: 'Three', media, also: [{ text: 'and this' }], reversed })
        expect(updates).toHaveLength(4)
        expect(new Set(updates.map(({ dedupeKey }) => dedupeKey)).size).toBe(4)
        const texts = updates.map(({ payload }) => (payload.kind === 'message' ? payload.text : ''))
        expect(texts.toSorted()).toEqual([null, null, 'Three', 'and this'].toSorted())
      }
    })

    it('knows the same delivery again by its keys', async () => {
      const updates = await stage.does({ text: 'Twice', times: 2 })
      expect(updates).toHaveLength(2)
      expect(updates[0]?.dedupeKey).toBe(updates[1]?.dedupeKey)
    })

    it.each(ACTIONS.filter(({ kind }) => !can(kind)).map((action) => [action.kind, action] as const))(
      'says that %s cannot be done there, without a call',
      async (_kind, action) => {
        expect(await act(action, 'wamid.1')).toMatchObject({
          kind: 'rejected',
          advice: expect.stringMatching(/\w/),
        })
        expect(await stage.calls()).toEqual([])
      },
    )

    if (can('edit'))
      it('changes and takes back what was sent; what is so already is done', async () => {
        const id = idOf(await stage.message({ text: 'Helo' }))
        for (let twice = 0; twice < 2; twice++)
          expect(await act({ kind: 'edit', text: 'Hello' }, id)).toEqual({ kind: 'sent', id })
        expect(await stage.shown()).toMatchObject([{ text: 'Hello' }])
        for (let twice = 0; twice < 2; twice++)
          expect(await act({ kind: 'delete' }, id)).toEqual({ kind: 'sent', id })
        expect(await stage.shown()).toEqual([])
        expect(await act({ kind: 'edit', text: 'Late' }, id)).toMatchObject({ kind: 'rejected' })
      })

    if (can('read'))
      it('says that it was read and that somebody types, as often as it likes', async () => {
        const [update] = await stage.does({ text: 'Anybody there?' })
        const theirs = update?.payload.kind === 'message' ? update.payload.platformMessageId : ''
        await stage.fault('timeout-after', 'typing_indicator')
        expect(await act({ kind: 'read', typing: true }, theirs)).toMatchObject({ kind: 'retry' })
        expect(await act({ kind: 'read', typing: true }, theirs)).toEqual({ kind: 'sent', id: theirs })
        expect(await stage.screen()).toMatchObject([{ status: 'read' }])
      })

    if (can('acknowledge'))
      it('acknowledges a press, once', async () => {
        const [update] = await stage.does({ choice: { id: 'a', title: 'A' }, replyTo: '1' })
        const press = update?.payload.kind === 'message' ? update.payload.platformMessageId : ''
        expect(await act({ kind: 'acknowledge' }, press)).toEqual({ kind: 'sent', id: press })
        expect(await act({ kind: 'acknowledge' }, press)).toMatchObject({ kind: 'rejected' })
      })
  })
}
