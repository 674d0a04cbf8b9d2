import { useLocation } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { Loading } from '../../ui/states.tsx'
import './menu.css'

interface MenuProps {
  id: string
  label: string
  className: string
  children: ReactNode
}

/**
 * A menu in the browser's own pop-over: it closes on Escape and on a click elsewhere, and returns the focus. Its content is
 * loaded when it first opens.
 */
export function Menu({ id, label, className, children }: MenuProps) {
  const [opened, setOpened] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const { href } = useLocation()
  // Close when a link in it leads to another screen.
  useEffect(() => menu.current?.hidePopover(), [href])
  return (
    <div
      ref={menu}
      id={id}
      popover="auto"
      className={`menu ${className}`}
      role="dialog"
      aria-label={label}
      onToggle={({ newState }) => setOpened(newState === 'open')}
    >
      {opened && <Suspense fallback={<Loading rows={3} />}>{children}</Suspense>}
    </div>
  )
}
