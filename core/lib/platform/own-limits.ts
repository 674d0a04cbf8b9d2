import * as z from 'zod'
import type { ContentRules } from './connector.ts'

/** Limits of an account's posts, where they differ from account to account on a platform: those that are absent are the platform's. */
export const ownLimitsSchema = z.strictObject({
  /** The longest text, in the platform's unit. */
  text: z.int().positive().optional(),
  /** The most files of a post. */
  files: z.int().min(0).optional(),
  /** The largest file of a kind, in bytes. */
  bytes: z.partialRecord(z.enum(['image', 'video']), z.int().positive()).optional(),
  /** True where nobody but the account's owner sees its posts. */
  ownerOnly: z.boolean().optional(),
})
export type OwnLimits = z.infer<typeof ownLimitsSchema>

/** Returns a platform's rules as they hold for one account. A file may never be larger than the platform's own rule allows. */
export function rulesFor<R extends ContentRules>(
  rules: R,
  { text, files, bytes = {}, ownerOnly }: OwnLimits,
): R {
  const { media, carousel } = rules
  return {
    ...rules,
    ...(ownerOnly === undefined ? {} : { ownerOnly }),
    ...(text === undefined ? {} : { text: { ...rules.text, maxLength: text } }),
    ...(media && {
      media: media
        .filter(() => files !== 0)
        .map((rule) => ({
          ...rule,
          maxBytes: Math.min(rule.maxBytes, (rule.kind in bytes && bytes[rule.kind as 'image']) || Infinity),
          maxCount: rule.maxCount === 1 ? 1 : (files ?? rule.maxCount),
        })),
    }),
    ...(carousel && files !== undefined ? { carousel: { ...carousel, max: Math.max(1, files) } } : {}),
  }
}
