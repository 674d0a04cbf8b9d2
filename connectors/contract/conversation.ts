import { describe, expect, it } from 'vitest'
import { idOf, isDone, type Stage } from './stage.ts'

/** Things that contacts and accounts do besides writing a text, where the platform has them. */
export type Telling = 'reply' | 'reaction' | 'choice' | 'place' | 'album'

/** Runs the tests of conversations beyond plain messages that every connector must pass. */
export function conversationContract(stage: Stage, tells: readonly Telling[]): void {
  const tell = (what: Telling, name: string, run: () => Promise<void>) => {
    if (tells.includes(what)) it(name, run)
  }

  describe('a conversation', () => {
    tell('reply', 'answers a message, which is shown as the answer to it', async () => {
      const [update] = await stage.does({ text: 'Which one?' })
      const asked = update?.payload.kind === 'message' ? update.payload.platformMessageId : ''
      expect(isDone(await stage.message({ text: 'That one', replyTo: asked }))).toBe(true)
      const parent = (await stage.shown())[0]?.parent
      expect(parent !== undefined && asked.endsWith(parent)).toBe(true)
    })

    tell(
      'reaction',
      'reads the contact’s reaction to a message of ours by that message’s id, and that it was taken back',
      async () => {
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
      },
    )

    tell('choice', 'offers choices, and reads the one that is chosen', async () => {
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

    tell('place', 'reads a place and a person that the contact sends, in words and as data', async () => {
      expect(await stage.does({ place: { latitude: 48.85, longitude: 2.35 } })).toMatchObject([
        {
          payload: { messageType: 'location', text: '48.85, 2.35', details: { place: { latitude: 48.85 } } },
        },
      ])
      expect(await stage.does({ person: { name: 'Bo Lind', phone: '+46 70 1' } })).toMatchObject([
        { payload: { text: 'Bo Lind, +46 70 1', details: { people: [{ name: 'Bo Lind' }] } } },
      ])
    })

    tell('album', 'reads all of what is sent together, each once, in whatever order it comes', async () => {
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
  })
}
