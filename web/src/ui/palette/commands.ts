import { useLayoutEffect, useSyncExternalStore } from 'react'

/** Something that can be done where one is: found in the palette, reached by its key, listed in the help. */
export interface Command {
  id: string
  label: string
  /** One letter, pressed while nobody writes. */
  key?: string
  /** Another key that does the same, such as an arrow. */
  also?: string
  /**
   * `key`: it moves what is under the hand, so that the palette does not offer it. `field`: a key of the field that one
   * writes in, which acts on it itself; the help alone lists it.
   */
  only?: 'key' | 'field'
  run: () => void
}

/** What the palette begins with. */
export type PalettePage = 'all' | 'assign' | 'workspaces' | 'keys'

const groups = new Map<object, readonly Command[]>()
let all: readonly Command[] = []
let page: PalettePage | null = null
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const palette = {
  open(on: PalettePage = 'all'): void {
    page = on
    tell()
  },
  close(): void {
    page = null
    tell()
  },
}

export const usePalettePage = (): PalettePage | null => useSyncExternalStore(subscribe, () => page)

/** What can be done now, those of what was opened last first. */
export const useAllCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => all)
export const commandOfKey = (pressed: string): Command | undefined =>
  all.find(({ key, also, only }) => only !== 'field' && (key === pressed || also === pressed))

/** Offers commands for as long as the screen that they act on is there: whoever sees it can press their keys. */
export function useCommands(commands: readonly Command[]): void {
  useLayoutEffect(() => {
    const group = {}
    groups.set(group, commands)
    all = [...groups.values()].reverse().flat()
    tell()
    return () => {
      groups.delete(group)
      all = [...groups.values()].reverse().flat()
      tell()
    }
  }, [commands])
}

type Assign = (userId: string, name: string) => void
let assignee: Assign | null = null

/** What is done with the member whom the palette was asked for. */
export function useAssignee(assign: Assign): void {
  useLayoutEffect(() => {
    assignee = assign
    return () => {
      if (assignee === assign) assignee = null
    }
  })
}
export const assignTo: Assign = (userId, name) => assignee?.(userId, name)
