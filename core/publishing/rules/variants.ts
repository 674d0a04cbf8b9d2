import type { FieldError } from '#core/lib/kernel/errors.ts'
import type { ChosenMedium, VariantMarks, Variants } from '../schemas.ts'

/** The text and media of a post, with what differs on some of its accounts. */
export interface Adapted {
  text: string
  media: readonly ChosenMedium[]
  variants: Variants
}

/** Returns what a post says and shows on an account. */
export function contentOn({ text, media, variants }: Adapted, accountId: string): Omit<Adapted, 'variants'> {
  const own = variants[accountId]
  return { text: own?.text ?? text, media: own?.media ?? media }
}

/** Returns the variants of these accounts that say or show something of their own. */
export const variantsFor = (variants: Variants, accountIds: readonly string[]): Variants =>
  Object.fromEntries(
    Object.entries(variants).filter(
      ([accountId, { text, media }]) =>
        accountIds.includes(accountId) && (text !== undefined || media !== undefined),
    ),
  )

/** Returns what the post's row keeps of variants; its media are rows of their own. */
export const marksOf = (variants: Variants): VariantMarks =>
  Object.fromEntries(
    Object.entries(variants).map(([accountId, { text, media }]) => [
      accountId,
      { ...(text === undefined ? {} : { text }), ...(media ? { media: true as const } : {}) },
    ]),
  )

/** Puts the variants of a post together again, from its row and the rows of its media. */
export const variantsOf = (
  marks: VariantMarks,
  rows: readonly (ChosenMedium & { accountId: string | null })[],
): Variants =>
  Object.fromEntries(
    Object.entries(marks).map(([accountId, { text, media }]) => [
      accountId,
      {
        ...(text === undefined ? {} : { text }),
        ...(media
          ? {
              media: rows
                .filter((row) => row.accountId === accountId)
                .map(({ mediaId, altText }) => ({ mediaId, altText })),
            }
          : {}),
      },
    ]),
  )

/** Returns a fault for each variant of an account that the post does not go to. */
export const strayVariants = (variants: Variants, accountIds: readonly string[]): FieldError[] =>
  Object.keys(variants)
    .filter((accountId) => !accountIds.includes(accountId))
    .map((accountId) => ({
      path: `variants.${accountId}`,
      message: 'The post does not go to this account: name it in accountIds, or leave its variant out.',
    }))
