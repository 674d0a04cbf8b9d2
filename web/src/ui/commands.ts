import { useLayoutEffect, useSyncExternalStore } from 'react'

/** A command of the current screen: found in the palette, run by its key, listed in the help. */
export interface Command {
  id: string
  label: string
  /** One letter, ignored while somebody types. */
  key?: string
  /** Another key for the same command, such as an arrow. */
  also?: string
  /**
   * `key`: the command moves the selection, so the palette does not offer it. `field`: the text field handles the key
   * itself, so only the help lists it.
   */
  only?: 'key' | 'field'
  run: () => void
}

/** The page with which the palette opens. */
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

/** Returns the commands available now, those of the latest opened part first. */
export const useAllCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => all)
export const commandOfKey = (pressed: string): Command | undefined =>
  all.find(({ key, also, only }) => only !== 'field' && (key === pressed || also === pressed))

/** Registers commands for as long as their screen is shown, so that all visible commands have working keys. */
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

/** Sets what the palette does with a chosen member. */
export function useAssignee(assign: Assign): void {
  useLayoutEffect(() => {
    assignee = assign
    return () => {
      if (assignee === assign) assignee = null
    }
  })
}
export const assignTo: Assign = (userId, name) => assignee?.(userId, name)
