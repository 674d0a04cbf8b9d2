import { initials } from '../lib/format.ts'
import { PlatformIcon } from './platforms.tsx'

interface AvatarProps {
  name: string
  platform?: string
  small?: boolean
}

export function Avatar({ name, platform, small }: AvatarProps) {
  return (
    <span className="avatar" data-small={small || undefined}>
      <span aria-hidden="true">{initials(name)}</span>
      {platform && <PlatformIcon platform={platform} size={13} />}
    </span>
  )
}
