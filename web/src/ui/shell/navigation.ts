import type { ParseKeys } from 'i18next'
import type { ReactNode } from 'react'
import { AccountsIcon, ActivityIcon, CalendarIcon, InboxIcon, KnowledgeIcon } from '../icons.tsx'

interface Place {
  to: '/inbox' | '/calendar' | '/knowledge' | '/accounts' | '/activity'
  label: ParseKeys
  Icon: (props: { size?: number }) => ReactNode
  /** Pressed after `g`. */
  key: string
}

/** Adding a screen to the dashboard: a line here and a route in router.tsx. */
export const PLACES: readonly Place[] = [
  { to: '/inbox', label: 'nav.inbox', Icon: InboxIcon, key: 'i' },
  { to: '/calendar', label: 'nav.calendar', Icon: CalendarIcon, key: 'c' },
  { to: '/knowledge', label: 'nav.knowledge', Icon: KnowledgeIcon, key: 'k' },
  { to: '/accounts', label: 'nav.accounts', Icon: AccountsIcon, key: 'a' },
  { to: '/activity', label: 'nav.activity', Icon: ActivityIcon, key: 'y' },
]
