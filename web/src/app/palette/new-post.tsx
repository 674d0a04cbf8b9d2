import { useState } from 'react'
import Composer from '../../features/publishing/composer/composer.tsx'
import type { Task } from '../../features/publishing/composer/writing.ts'
import { nextHour } from '../../features/publishing/wall-time.ts'
import { viewerZone } from '../../lib/format.ts'

/** Opens the composer over any screen, for the next full hour. */
export default function NewPost({ close }: { close: () => void }) {
  const [task] = useState((): Task => ({ kind: 'new', start: { at: nextHour(Date.now(), viewerZone()) } }))
  return <Composer task={task} onClose={close} />
}
