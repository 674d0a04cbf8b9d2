import { describe, expect, it } from 'vitest'
import type { Message } from '#core/inbox/schemas.ts'
import { withReactions } from './reactions.ts'

const message = (id: string, more: Partial<Message> = {}) =>
  ({ id, type: 'text', direction: 'inbound', text: id, replyToId: null, details: null, ...more }) as Message
const reaction = (
  id: string,
  to: string,
  emoji: string | null,
  direction: Message['direction'] = 'inbound',
) =>
  message(id, {
    type: 'reaction',
    replyToId: to,
    text: emoji,
    direction,
    details: { reaction: { messageId: to, emoji } },
  })

describe('a reaction', () => {
  it('stands on its message, the latest of each side', () => {
    const shown = withReactions([
      message('a'),
      reaction('r1', 'a', '👍'),
      reaction('r2', 'a', '🔥'),
      reaction('r3', 'a', '❤️', 'outbound'),
    ])
    expect(shown.map(({ message: { id }, reactions }) => [id, reactions])).toEqual([['a', ['🔥', '❤️']]])
  })

  it('that was taken back is gone', () => {
    expect(withReactions([message('a'), reaction('r1', 'a', '👍'), reaction('r2', 'a', null)])).toMatchObject(
      [{ reactions: [] }],
    )
  })

  it('to what is not on the page is a line of its own', () => {
    expect(withReactions([reaction('r1', 'elsewhere', '👍')]).map(({ message: { id } }) => id)).toEqual([
      'r1',
    ])
  })
})
