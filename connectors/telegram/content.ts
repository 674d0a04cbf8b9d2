import type { Content, Media, MediaKind } from '#core/lib/platform/connector.ts'
import type { Files } from './client.ts'

/** One call that sends something. `albumOf` says how many messages it becomes. */
export interface SendCall {
  method: string
  parameters: Record<string, unknown>
  files: Files
  isAlbum: boolean
}

/** The method that sends a medium, and its parameter. */
const METHODS: Record<MediaKind, { method: string; field: string }> = {
  image: { method: 'sendPhoto', field: 'photo' },
  video: { method: 'sendVideo', field: 'video' },
  audio: { method: 'sendAudio', field: 'audio' },
  voice: { method: 'sendVoice', field: 'voice' },
  document: { method: 'sendDocument', field: 'document' },
  sticker: { method: 'sendSticker', field: 'sticker' },
}

type Of<Kind> = Extract<Content, { kind: Kind }>

/** Builds the call that sends content, without the chat and the message that it answers. */
export function callOf(content: Content): SendCall {
  switch (content.kind) {
    case 'media':
      return content.media.length > 1 ? album(content) : single(content)
    case 'choices': {
      const rows = content.choices.map(({ id, title }) => [{ text: title, callback_data: id }])
      const parameters = { text: content.text, reply_markup: { inline_keyboard: rows } }
      return { method: 'sendMessage', parameters, files: {}, isAlbum: false }
    }
    case 'template':
      // Telegram has no templates: their text is sent.
      return { method: 'sendMessage', parameters: { text: content.text }, files: {}, isAlbum: false }
    default: {
      const parameters = { text: content.text, ...modeOf(content.markup) }
      return { method: 'sendMessage', parameters, files: {}, isAlbum: false }
    }
  }
}

const modeOf = (markup: 'html' | undefined) => (markup === 'html' ? { parse_mode: 'HTML' } : {})

const captionOf = ({ text, markup }: Of<'media'>) => (text === '' ? {} : { caption: text, ...modeOf(markup) })

function single(content: Of<'media'>): SendCall {
  const [medium] = content.media
  const { method, field } = METHODS[medium.kind]
  const parameters = { [field]: 'attach://f0', ...captionOf(content) }
  return { method, parameters, files: { f0: fileOf(medium, 0) }, isAlbum: false }
}

/** Builds an album. Telegram shows the caption of its first medium as the album's. */
function album(content: Of<'media'>): SendCall {
  const media = content.media.map(({ kind }, index) => ({
    type: METHODS[kind].field,
    media: `attach://f${index}`,
    ...(index === 0 ? captionOf(content) : {}),
  }))
  const files = Object.fromEntries(content.media.map((medium, index) => [`f${index}`, fileOf(medium, index)]))
  return { method: 'sendMediaGroup', parameters: { media }, files, isAlbum: true }
}

const fileOf = ({ bytes, mimeType, fileName }: Media, index: number) => ({
  blob: new Blob([bytes], { type: mimeType }),
  name: fileName ?? `file${index}.${(mimeType.split(';')[0] ?? '').split('/')[1] ?? 'bin'}`,
})

/** Returns the content without markup, for when Telegram cannot read it; null when there is no markup. */
export function withoutMarkup(content: Content): Content | null {
  if (!('markup' in content) || content.markup === undefined) return null
  const { markup: _html, ...rest } = content
  return { ...rest, text: plainText(content.text) } as Content
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** Removes the tags that Telegram knows; anything else that looks like a tag is kept as text. */
export const plainText = (html: string): string =>
  html
    .replace(
      /<\/?(?:b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|code|pre|blockquote)(?:\s[^<>]*)?>/gi,
      '',
    )
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
