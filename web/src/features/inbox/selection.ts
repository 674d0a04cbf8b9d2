import { useSyncExternalStore } from 'react'

/** The conversations of the list that a person has ticked, by their ids. */
let selected: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

export const selection = {
  set(ids: Iterable<string>): void {
    selected = new Set(ids)
    for (const listener of listeners) listener()
  },
  toggle(id: string): void {
    selection.set(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id])
  },
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useSelected = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => selected)
