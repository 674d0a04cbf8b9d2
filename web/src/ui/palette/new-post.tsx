import { useState } from 'react'
import { NewPostDialog } from '../../features/publishing/new-post-dialog.tsx'
import { nextHour } from '../../features/publishing/zoned-time.ts'
import { viewerZone } from '../../lib/format.ts'

/** A post begun from anywhere, for the next full hour. */
export default function NewPost({ close }: { close: () => void }) {
  const [start] = useState(() => ({ text: '', at: nextHour(Date.now(), viewerZone()) }))
  return <NewPostDialog start={start} posts={[]} onClose={close} />
}
