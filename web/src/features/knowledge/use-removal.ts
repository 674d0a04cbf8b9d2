import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { later, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'

/** Deleting that can be taken back: the row is gone at once, the thing some seconds later. */
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
