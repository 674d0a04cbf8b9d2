import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { later, notifyFailed } from './notify.tsx'
import { useErrorWords } from './states.tsx'

/** Deletes with an undo: the row disappears at once, the entry is deleted some seconds later. */
export function useRemoval(remove: (id: string, onError: (error: unknown) => void) => void) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const show = (id: string) => setHidden((before) => new Set([...before].filter((one) => one !== id)))
  const removeLater = (id: string, message: string) => {
    setHidden((before) => new Set([...before, id]))
    const act = () =>
      remove(id, (error) => {
        show(id)
        notifyFailed(words(error))
      })
    later(message, t('action.undo'), act, () => show(id))
  }
  return { removeLater, isShown: ({ id }: { id: string }) => !hidden.has(id) }
}
