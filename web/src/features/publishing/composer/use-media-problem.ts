import type { Account } from '#core/accounts/schemas.ts'
import type { ShownMedium } from '#core/media/schemas.ts'
import { type AttachmentProblem, attachmentProblem } from '../../media/attachment-problem.ts'
import { usePostRules } from '../../media/use-attachments.ts'

/** Returns why the first platform that refuses these media would do so; null if none does. */
export function useMediaProblem(
  media: readonly ShownMedium[],
  text: string,
  accounts: readonly Account[],
): AttachmentProblem | null {
  const rules = usePostRules(media.length > 0 ? accounts.map(({ id }) => id) : [])
  for (const one of rules) {
    const problem = attachmentProblem(media, text, false, one)
    // The text field shows that a text is too long.
    if (problem && problem.code !== 'caption_length') return problem
  }
  return null
}
