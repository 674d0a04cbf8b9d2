import { lazy, Suspense, useState } from 'react'
import type { Me } from '#core/workspaces/schemas.ts'
import { loadLaterWords } from '../../lib/i18n.ts'
import { palette, usePalettePage } from '../../ui/commands.ts'

const Palette = lazy(async () => {
  await loadLaterWords()
  return import('./palette.tsx')
})
const NewPost = lazy(() => import('./new-post.tsx'))

/** Shows the palette, and what it opens, over the current screen. Loads nothing before it is opened. */
export function PaletteHost({ me }: { me: Me }) {
  const page = usePalettePage()
  const [posting, setPosting] = useState(false)
  return (
    <Suspense fallback={null}>
      {page && (
        <Palette key={page} me={me} page={page} newPost={() => setPosting(true)} close={palette.close} />
      )}
      {posting && <NewPost close={() => setPosting(false)} />}
    </Suspense>
  )
}
