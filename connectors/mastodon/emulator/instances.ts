import type { Answer } from '#local/emulators/lib/http.ts'
import { ok } from './answers.ts'

/** A server: each has limits of its own, and one is of an older version. */
export interface Instance {
  domain: string
  version: string
  maxCharacters: number
  maxFiles: number
  imageBytes: number
  videoBytes: number
  /** Whether it has the metadata of its sign-in (4.3 and later), and looks at PKCE. */
  modern: boolean
}

const MB = 1024 * 1024

export const INSTANCES: readonly [Instance, ...Instance[]] = [
  {
    domain: 'mastodon.example',
    version: '4.5.1',
    maxCharacters: 500,
    maxFiles: 4,
    imageBytes: 16 * MB,
    videoBytes: 99 * MB,
    modern: true,
  },
  {
    domain: 'small.example',
    version: '4.4.0+glitch',
    maxCharacters: 300,
    maxFiles: 2,
    imageBytes: MB,
    videoBytes: 2 * MB,
    modern: true,
  },
  {
    domain: 'old.example',
    version: '4.1.9',
    maxCharacters: 500,
    maxFiles: 4,
    imageBytes: 10 * MB,
    videoBytes: 40 * MB,
    modern: false,
  },
]

/** The path of a server from the emulator's prefix: the first stands at the prefix itself, so that nothing has to be given for it. */
export const pathOf = ({ domain }: Instance): string =>
  domain === INSTANCES[0].domain ? '' : `/at/${domain}`

/** Finds the server that a call is for, and what is asked of it. */
export function placeOf(segments: readonly string[]): { instance: Instance; path: string } | null {
  const [at, domain, ...rest] = segments
  if (at !== 'at') return { instance: INSTANCES[0], path: segments.join('/') }
  const instance = INSTANCES.find((one) => one.domain === domain)
  return instance ? { instance, path: rest.join('/') } : null
}

export const described = ({ domain, version, ...one }: Instance): Answer =>
  ok({
    domain,
    version,
    api_versions: { mastodon: one.modern ? 7 : 1 },
    configuration: {
      statuses: {
        max_characters: one.maxCharacters,
        max_media_attachments: one.maxFiles,
        characters_reserved_per_url: 23,
      },
      media_attachments: { image_size_limit: one.imageBytes, video_size_limit: one.videoBytes },
      polls: { max_options: 4, max_characters_per_option: 50 },
    },
  })
