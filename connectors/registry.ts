import { bluesky } from './bluesky/index.ts'
import { facebook } from './facebook/index.ts'
import type { PlatformFolder } from './folder.ts'
import { handoff } from './handoff/index.ts'
import { instagram } from './instagram/index.ts'
import { linkedin } from './linkedin/index.ts'
import { mastodon } from './mastodon/index.ts'
import { telegram } from './telegram/index.ts'
import { threads } from './threads/index.ts'
import { tiktok } from './tiktok/index.ts'
import { unipile } from './unipile/index.ts'
import { whatsapp } from './whatsapp/index.ts'
import { x } from './x/index.ts'
import { youtube } from './youtube/index.ts'

/** Every platform that Chorus speaks to: a folder here, and a line in this list. */
export const platforms: readonly PlatformFolder[] = [
  whatsapp,
  telegram,
  bluesky,
  mastodon,
  facebook,
  instagram,
  threads,
  linkedin,
  unipile,
  x,
  youtube,
  tiktok,
  handoff,
]
