import { usePlatform } from '../lib/platforms.ts'
import { Drawn, GlobeIcon } from './icons.tsx'

export function PlatformIcon({ platform, size = 16 }: { platform: string; size?: number }) {
  const known = usePlatform(platform)
  return (
    <span className="platform-icon" role="img" aria-label={known?.name ?? platform}>
      {known ? <Drawn path={known.icon} size={size} /> : <GlobeIcon size={size} />}
    </span>
  )
}
