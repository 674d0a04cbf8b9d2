import type { ParseKeys } from 'i18next'
import type { ReactNode } from 'react'
import type { Me } from '#core/workspaces/schemas.ts'
import {
  AccountsIcon,
  ActivityIcon,
  CalendarIcon,
  InboxIcon,
  KnowledgeIcon,
  OperationsIcon,
  SettingsIcon,
  SunIcon,
} from '../icons.tsx'

export interface Place {
  to: '/' | '/inbox' | '/calendar' | '/knowledge' | '/accounts' | '/activity' | '/operations' | '/settings'
  label: ParseKeys
  Icon: (props: { size?: number }) => ReactNode
  /** Pressed after `g`. */
  key: string
  /** On a phone, show it in the person's menu: the bar has room for five. */
  seldom?: true
  /** Tests whether the person may open it; it is hidden otherwise. */
  may?: (me: Me) => boolean
}

/** The screens of the dashboard. To add one, add a line here and a route in router.tsx. */
const PLACES: readonly Place[] = [
  { to: '/', label: 'nav.today', Icon: SunIcon, key: 't' },
  { to: '/inbox', label: 'nav.inbox', Icon: InboxIcon, key: 'i' },
  { to: '/calendar', label: 'nav.calendar', Icon: CalendarIcon, key: 'c' },
  { to: '/knowledge', label: 'nav.knowledge', Icon: KnowledgeIcon, key: 'k' },
  { to: '/accounts', label: 'nav.accounts', Icon: AccountsIcon, key: 'a', seldom: true },
  { to: '/activity', label: 'nav.activity', Icon: ActivityIcon, key: 'y', seldom: true },
  {
    to: '/operations',
    label: 'nav.operations',
    Icon: OperationsIcon,
    key: 'o',
    seldom: true,
    may: (me) => me.operator,
  },
  { to: '/settings', label: 'nav.settings', Icon: SettingsIcon, key: 's', seldom: true },
]

export const placesOf = (me: Me): Place[] => PLACES.filter(({ may }) => may?.(me) ?? true)
