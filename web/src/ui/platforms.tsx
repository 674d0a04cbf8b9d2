import type { ReactNode } from 'react'
import type { Platform } from '#core/lib/schemas.ts'
import {
  FacebookIcon,
  GlobeIcon,
  InstagramIcon,
  LinkedinIcon,
  TelegramIcon,
  WhatsappIcon,
  XIcon,
  YoutubeIcon,
} from './icons.tsx'

type Draw = (props: { size?: number }) => ReactNode

/** Names are proper names: the same in every language. */
const PLATFORMS: Record<Platform, { name: string; Icon: Draw }> = {
  whatsapp: { name: 'WhatsApp', Icon: WhatsappIcon },
  instagram: { name: 'Instagram', Icon: InstagramIcon },
  facebook: { name: 'Facebook', Icon: FacebookIcon },
  telegram: { name: 'Telegram', Icon: TelegramIcon },
  linkedin: { name: 'LinkedIn', Icon: LinkedinIcon },
  x: { name: 'X', Icon: XIcon },
  youtube: { name: 'YouTube', Icon: YoutubeIcon },
  bluesky: { name: 'Bluesky', Icon: GlobeIcon },
  mastodon: { name: 'Mastodon', Icon: GlobeIcon },
  onlyfans: { name: 'OnlyFans', Icon: GlobeIcon },
}

export const platformName = (platform: Platform): string => PLATFORMS[platform].name

export function PlatformIcon({ platform, size = 16 }: { platform: Platform; size?: number }) {
  const { Icon, name } = PLATFORMS[platform]
  return (
    <span className="platform-icon" role="img" aria-label={name}>
      <Icon size={size} />
    </span>
  )
}
