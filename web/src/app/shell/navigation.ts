import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { PLACE_GROUPS, type Place } from '../../lib/feature.ts'
import { isLanguage } from '../../lib/i18n.ts'
import {
  AccountsIcon,
  ActivityIcon,
  CalendarIcon,
  InboxIcon,
  OperationsIcon,
  SettingsIcon,
  SunIcon,
} from '../../ui/icons.tsx'
import { features } from '../features.ts'

/** Screens of features that do not state themselves yet. */
const PLACES: readonly Place[] = [
  { to: '/', group: 'work', name: { en: 'Today', fr: 'Aujourd’hui' }, Icon: SunIcon, key: 't', bar: true },
  {
    to: '/inbox',
    group: 'work',
    name: { en: 'Inbox', fr: 'Messages' },
    Icon: InboxIcon,
    key: 'i',
    bar: true,
  },
  {
    to: '/calendar',
    group: 'create',
    name: { en: 'Calendar', fr: 'Calendrier' },
    Icon: CalendarIcon,
    key: 'c',
    bar: true,
  },
  { to: '/accounts', group: 'run', name: { en: 'Accounts', fr: 'Comptes' }, Icon: AccountsIcon, key: 'a' },
  { to: '/activity', group: 'run', name: { en: 'Activity', fr: 'Activité' }, Icon: ActivityIcon, key: 'y' },
  {
    to: '/operations',
    group: 'run',
    name: { en: 'Operations', fr: 'Exploitation' },
    Icon: OperationsIcon,
    key: 'o',
    may: (me) => me.operator,
  },
  { to: '/settings', group: 'run', name: { en: 'Settings', fr: 'Réglages' }, Icon: SettingsIcon, key: 's' },
]

/** All screens of the navigation, in its order. */
export const places: readonly Place[] = [
  ...PLACES,
  ...features.flatMap<Place>((feature) => feature.places),
].toSorted((a, b) => PLACE_GROUPS.indexOf(a.group) - PLACE_GROUPS.indexOf(b.group))

export interface NamedPlace extends Omit<Place, 'name'> {
  name: string
}

/** Lists the screens that the person may open, named in the dashboard's language. */
export function usePlaces(me: Me): NamedPlace[] {
  const { i18n } = useTranslation()
  const language = isLanguage(i18n.language) ? i18n.language : 'en'
  return places
    .filter(({ may }) => may?.(me) ?? true)
    .map((place) => ({ ...place, name: place.name[language] }))
}

/** Groups places as the navigation shows them; a group without a place is left out. */
export const grouped = (places: readonly NamedPlace[]) =>
  PLACE_GROUPS.map((group) => ({ group, places: places.filter((place) => place.group === group) })).filter(
    ({ places }) => places.length > 0,
  )
