import type { CommentPattern } from '#core/engagement/schemas.ts'
import type { Client } from '../client.ts'
import { TEAM } from './texts.ts'

/** The member whose own account engages with the café's posts. */
export const ENGAGER = TEAM.editor.name

/** Lets the account of a member engage with what the café publishes, as that member agrees to, and says how the team comments. */
export async function engage(owner: Client, member: Client, accountId: string): Promise<void> {
  await member.put(`/v1/engagement-consents/${accountId}`, {})
  await Promise.all(
    [
      {
        name: 'A warm word',
        instructions: 'Takes up one thing of the post and says why it is nice, as a colleague would.',
        lengthMin: 20,
        lengthMax: 180,
      },
      {
        name: 'A question',
        instructions: 'Asks about one thing that the post leaves open.',
        lengthMin: 20,
        lengthMax: 180,
        asksQuestion: true,
        examples: ['How long does it take until the drum is hot in winter?'],
      },
    ].map((pattern) => owner.post<CommentPattern>('/v1/comment-patterns', pattern)),
  )
  await owner.patch('/v1/engagement-rules', { enabled: true })
}
