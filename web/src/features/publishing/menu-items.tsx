import type { KeyboardEvent, ReactNode } from 'react'

interface ItemsProps {
  label: string
  children: ReactNode
}

/** The items of a pop-over menu. Arrow keys, Home and End move between them. */
export function MenuItems({ label, children }: ItemsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items: Element[] = [...event.currentTarget.querySelectorAll('[role="menuitem"]')]
    const at = document.activeElement ? items.indexOf(document.activeElement) : -1
    const next = nextOf(event.key, at, items.length)
    if (next === null) return
    event.preventDefault()
    const item = items[next]
    if (item instanceof HTMLElement) item.focus()
  }
  return (
    <div role="menu" tabIndex={-1} aria-label={label} className="menu-items" onKeyDown={onKeyDown}>
      {children}
    </div>
  )
}

function nextOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

interface ItemProps {
  onClick: () => void
  /** Shown beside it, in smaller words. */
  aside?: string
  danger?: boolean
  children: ReactNode
}

export function MenuItem({ onClick, aside, danger, children }: ItemProps) {
  return (
    <button type="button" role="menuitem" className="menu-act" data-danger={danger} onClick={onClick}>
      <span>{children}</span>
      {aside && <span className="menu-when">{aside}</span>}
    </button>
  )
}
