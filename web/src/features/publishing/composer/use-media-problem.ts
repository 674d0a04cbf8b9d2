import type { Account } from '#core/accounts/schemas.ts'
import { type AttachmentProblem, attachmentProblem } from '../../media/attachment-problem.ts'
import { usePostRules } from '../../media/use-attachments.ts'
import { contentOn } from '../variants.ts'
import type { Writing } from './writing.ts'

/** Returns why the first platform that refuses the media of a post would do so; null if none does. */
export function useMediaProblem(
  post: Pick<Writing, 'text' | 'media' | 'variants'>,
  accounts: readonly Account[],
): AttachmentProblem | null {
  const showing = accounts.filter(({ id }) => contentOn(post, id).media.length > 0).map(({ id }) => id)
  const rules = usePostRules(showing)
  for (const { accountId, posts } of rules) {
    const { text, media } = contentOn(post, accountId)
    const problem = attachmentProblem(media, text, false, posts)
    // The text field shows that a text is too long.
    if (problem && problem.code !== 'caption_length') return problem
  }
  return null
}
