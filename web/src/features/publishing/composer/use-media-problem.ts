import type { Account } from '#core/accounts/schemas.ts'
import type { ShownMedium } from '#core/media/schemas.ts'
import { type AttachmentProblem, attachmentProblem } from '../../media/attachment-problem.ts'
import { usePostRules } from '../../media/use-attachments.ts'

/** What the first of the platforms that refuse these media would say. */
export function useMediaProblem(
  media: readonly ShownMedium[],
  text: string,
  accounts: readonly Account[],
): AttachmentProblem | null {
  const rules = usePostRules(media.length > 0 ? accounts.map(({ id }) => id) : [])
  for (const one of rules) {
    const problem = attachmentProblem(media, text, false, one)
    // Too long a text is said where the text is written.
    if (problem && problem.code !== 'caption_length') return problem
  }
  return null
}
