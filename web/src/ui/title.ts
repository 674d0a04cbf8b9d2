import { useDocumentTitle } from '@mantine/hooks'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

let count = 0
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Sets the number of things that wait for the person, shown before the title of every screen. */
export function setTitleCount(next: number): void {
  count = next
  for (const listener of listeners) listener()
}

export function useTitle(title: string): void {
  const { t } = useTranslation()
  const waiting = useSyncExternalStore(subscribe, () => count)
  useDocumentTitle(`${waiting > 0 ? `(${waiting}) ` : ''}${title} · ${t('app.name')}`)
}
