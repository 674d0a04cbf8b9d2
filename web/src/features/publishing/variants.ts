import type { ShownMedium } from '#core/media/schemas.ts'

interface Content {
  text: string
  media: ShownMedium[]
}

/** Texts and media that differ on single accounts, by their ids. */
export type OwnContent = Record<string, { text?: string | undefined; media?: ShownMedium[] | undefined }>

/** Returns what a post says and shows on an account. */
export function contentOn(
  { text, media, variants }: Content & { variants: OwnContent },
  accountId: string,
): Content {
  const own = variants[accountId]
  return { text: own?.text ?? text, media: own?.media ?? media }
}

const toInput = ({ mediaId, altText }: ShownMedium) => ({ mediaId, altText })

/** Returns variants as the API takes them: those of these accounts. */
export const variantsInput = (variants: OwnContent, accountIds: readonly string[]) =>
  Object.fromEntries(
    Object.entries(variants)
      .filter(([accountId]) => accountIds.includes(accountId))
      .map(([accountId, { text, media }]) => [
        accountId,
        { ...(text === undefined ? {} : { text }), ...(media ? { media: media.map(toInput) } : {}) },
      ]),
  )
