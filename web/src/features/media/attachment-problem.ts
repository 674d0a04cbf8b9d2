import type { AccountRules } from '#core/accounts/schemas.ts'
import type { Medium } from '#core/media/schemas.ts'

type Rule = AccountRules['media'][number]
type Kind = Rule['kind']
type File = Pick<Medium, 'kind' | 'mimeType' | 'sizeBytes' | 'fileName'>

/** The reason why a platform would refuse files: the API's code, and the values in its sentence. */
export interface AttachmentProblem {
  code:
    | 'too_many_media'
    | 'media_kind'
    | 'media_format'
    | 'media_size'
    | 'media_alone'
    | 'mixed_album'
    | 'no_caption'
    | 'caption_length'
  count?: number
  format?: string
  name?: string
  maxBytes?: number
  /** True if it is sent as a file, whatever it shows. */
  asFile: boolean
}

/** Checks files before anything is sent, by the API's rules in the API's order (`mediaProblem`). */
export function attachmentProblem(
  files: readonly File[],
  text: string,
  asDocument: boolean,
  { media, carousel, caption }: AccountRules,
): AttachmentProblem | null {
  const max = carousel?.max ?? 1
  if (files.length > max) return { code: 'too_many_media', count: max, asFile: false }
  const kinds = files.map((file) => kindOf(file, media, asDocument))
  const asFile = !asDocument && files.length > 0 && takenAsFiles(files, text, media)
  for (const [index, file] of files.entries()) {
    const rule = media.find(({ kind }) => kind === kinds[index])
    if (!rule) return { code: 'media_kind', asFile }
    if (!takes(rule, file.mimeType)) return { code: 'media_format', format: file.mimeType, asFile }
    if (file.sizeBytes > rule.maxBytes)
      return { code: 'media_size', name: file.fileName, maxBytes: rule.maxBytes, asFile }
    if (files.length > rule.maxCount) return { code: 'media_alone', asFile: false }
    if (text !== '' && !rule.caption) return { code: 'no_caption', asFile }
  }
  const together = carousel?.together
  if (files.length > 1 && together && !together.some((group) => kinds.every((kind) => group.includes(kind))))
    return { code: 'mixed_album', asFile }
  if (files.length > 0 && caption && text.length > caption.maxLength)
    return { code: 'caption_length', count: caption.maxLength, asFile: false }
  return null
}

const takes = ({ formats }: Rule, mimeType: string): boolean =>
  formats.includes('*') || formats.includes(mimeType)

const takenAsFiles = (files: readonly File[], text: string, media: readonly Rule[]): boolean => {
  const rule = media.find(({ kind }) => kind === 'document')
  return (
    rule !== undefined &&
    files.length <= rule.maxCount &&
    (text === '' || rule.caption) &&
    files.every(({ mimeType, sizeBytes }) => takes(rule, mimeType) && sizeBytes <= rule.maxBytes)
  )
}

function kindOf({ kind, mimeType }: File, media: readonly Rule[], asDocument: boolean): Kind {
  if (asDocument) return 'document'
  const can = (one: Kind) => media.some((rule) => rule.kind === one && takes(rule, mimeType))
  return kind === 'audio' && !can('audio') && can('voice') ? 'voice' : kind
}
