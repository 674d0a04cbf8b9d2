import type { Credentials } from '#core/lib/platform/connector.ts'
import type { Refusal } from './errors.ts'
import { LEVELS, type WireCreator } from './wire/answers.ts'

/** Audience of an account's posts, and what people may do with them, as TikTok names it. */
export interface Chosen {
  privacy_level: string
  disable_comment: boolean
  disable_duet: boolean
  disable_stitch: boolean
}

/** Tests whether nobody but its owner sees an account's posts: so it is, unless somebody chose otherwise. */
export const isOwnerOnly = ({ audience = 'me' }: Credentials): boolean => audience === 'me'

/** Joins what a person chose with what TikTok allows the account now; the refusal where it no longer has the chosen audience. */
export function chosenOf(
  { audience = 'me', interaction = 'nothing' }: Credentials,
  creator: WireCreator,
): Chosen | Refusal {
  const level = LEVELS[audience as keyof typeof LEVELS]
  if (!creator.privacy_level_options.includes(level))
    return {
      kind: 'rejected',
      code: 'audience',
      reason: 'TikTok no longer lets this account post to those who were chosen to see its posts.',
      advice: 'Disconnect the account, and connect it anew with another choice of who sees the posts.',
    }
  const takesAll = interaction === 'all'
  return {
    privacy_level: level,
    disable_comment: creator.comment_disabled || interaction === 'nothing',
    disable_duet: creator.duet_disabled || !takesAll,
    disable_stitch: creator.stitch_disabled || !takesAll,
  }
}
