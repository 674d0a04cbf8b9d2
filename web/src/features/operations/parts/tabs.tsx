import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

export interface Tab {
  id: string
  label: string
  /** Shown beside the label unless it is zero. */
  count?: number | null
}

interface TabsProps {
  to: '/activity' | '/operations'
  tabs: readonly Tab[]
  current: string
}

/** The sections of a screen, as links, since each has its address; on a phone the row scrolls. */
export function Tabs({ to, tabs, current }: TabsProps) {
  const { t } = useTranslation()
  const row = useRef<HTMLElement>(null)
  const total = tabs.reduce((sum, { count }) => sum + (count ?? 0), 0)
  // Scroll again when a count arrives, which moves the tabs.
  useEffect(() => {
    const link = row.current?.querySelector(`[data-tab="${current}"]`)
    link?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [current, total])
  return (
    <nav ref={row} className="tabs" aria-label={t('operations.tabs')}>
      {tabs.map(({ id, label, count }) => (
        <Link
          key={id}
          to={to}
          search={{ tab: id }}
          className="tab"
          data-tab={id}
          aria-current={id === current ? 'page' : undefined}
        >
          {label}
          {count ? <span className="tab-count">{count}</span> : null}
        </Link>
      ))}
    </nav>
  )
}
