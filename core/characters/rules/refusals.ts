/** Why a post may not show something, as `chorus_content_refusal` says it. */
export type ContentRefusal = 'not_approved' | 'nsfw_not_adult' | 'nsfw_unconfirmed' | 'nsfw_platform'

/** The words of each refusal: the reason, and the way out. */
export const REFUSALS: Readonly<Record<ContentRefusal, { reason: string; advice: string }>> = {
  not_approved: {
    reason: 'Only what is approved in the character’s media may be shown in its posts.',
    advice: 'Add it to the character’s media and have it approved.',
  },
  nsfw_not_adult: {
    reason: 'This is flagged NSFW, and its character is not stated to be an adult.',
    advice: 'Take it out of the post.',
  },
  nsfw_unconfirmed: {
    reason: 'This is flagged NSFW, and the workspace has not confirmed that it is for adults.',
    advice: 'Confirm it under Settings → Workspace, or take it out of the post.',
  },
  nsfw_platform: {
    reason: 'This is flagged NSFW, which this platform does not take.',
    advice: 'Choose another account, or take it out of the post.',
  },
}
