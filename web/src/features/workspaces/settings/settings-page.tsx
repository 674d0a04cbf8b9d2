import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { SettingsIcon } from '../../../ui/icons.tsx'
import { Screen } from '../../../ui/screen.tsx'
import { Empty } from '../../../ui/states.tsx'
import { meQuery } from '../api.ts'
import { mayManage } from './may.ts'
import './settings.css'

const PAGES = [
  { page: 'profile', to: '/settings/profile', manage: false },
  { page: 'workspace', to: '/settings/workspace', manage: false },
  { page: 'answers', to: '/settings/answers', manage: false },
  { page: 'rules', to: '/settings/rules', manage: false },
  { page: 'members', to: '/settings/members', manage: false },
  { page: 'plan', to: '/settings/plan', manage: false },
  { page: 'notifications', to: '/settings/notifications', manage: false },
  { page: 'keys', to: '/settings/keys', manage: true },
  { page: 'webhooks', to: '/settings/webhooks', manage: true },
  { page: 'audit', to: '/settings/audit', manage: true },
] as const

type SettingsPageName = (typeof PAGES)[number]['page']

interface SettingsPageProps {
  page: SettingsPageName
  actions?: (me: Me) => ReactNode
  children: (me: Me) => ReactNode
}

/** Scrolls the tab of the open page into view: on a phone the row is wider than the screen. */
const inSight = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'center' })

/** One page of the settings, below the tabs of the pages that the person may open. */
export function SettingsPage({ page, actions, children }: SettingsPageProps) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const offered = PAGES.filter(({ manage }) => !manage || mayManage(me))
  const allowed = offered.some((one) => one.page === page)
  return (
    <Screen
      title={t(`settings.tab.${page}`)}
      description={t(`settings.about.${page}`)}
      actions={allowed && actions?.(me)}
    >
      <nav className="settings-tabs" aria-label={t('nav.settings')}>
        {offered.map((one) => (
          <Link
            key={one.page}
            to={one.to}
            className="settings-tab"
            ref={one.page === page ? inSight : undefined}
          >
            {t(`settings.tab.${one.page}`)}
          </Link>
        ))}
      </nav>
      {allowed ? (
        <div className="settings-body">{children(me)}</div>
      ) : (
        <Empty icon={<SettingsIcon />} title={t('settings.notYours')}>
          {t('settings.notYoursHint')}
        </Empty>
      )}
    </Screen>
  )
}
