import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { NavCount } from '../../features/notifications/nav-count.tsx'
import { useAttention } from '../../features/notifications/use-attention.ts'
import { meQuery } from '../../features/workspaces/api.ts'
import { isMac } from '../../lib/keyboard.ts'
import { useLive } from '../../lib/live.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { palette } from '../../ui/commands.ts'
import { ChevronsIcon, MoreIcon, SearchIcon } from '../../ui/icons.tsx'
import { features } from '../features.ts'
import { PaletteHost } from '../palette/palette-host.tsx'
import { ExpiredBanner } from './expired-banner.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Menu } from './menu.tsx'
import { grouped, usePlaces } from './navigation.ts'
import { PausedBanner } from './paused-banner.tsx'
import { useKeys } from './use-keys.ts'
import './shell.css'
import './notices.css'

const CreateWorkspace = lazy(() => import('../../features/workspaces/create-workspace.tsx'))
const PersonMenu = lazy(() => import('./person-menu.tsx'))
const WorkspaceMenu = lazy(() => import('./workspace-menu.tsx'))

const SHORTCUT = isMac ? '⌘K' : 'Ctrl K'
const PERSON_MENU = 'person-menu'
const WORKSPACE_MENU = 'workspace-menu'
const TOPICS = features.map(({ topics }) => topics)

/** The frame around every screen of a signed-in person. Somebody without a workspace creates one first. */
export function Shell() {
  const { data: me } = useSuspenseQuery(meQuery)
  const moved = useMoved(me.workspace?.id)
  if (moved) return null
  return me.workspace ? <Workspace me={me} /> : <CreateWorkspace />
}

/** Reloads the page when the person loses the open workspace and gets into another, so that no data of the first stays. */
function useMoved(id: string | undefined): boolean {
  const [first] = useState(id)
  const moved = first !== undefined && id !== first
  useEffect(() => {
    if (moved) location.assign('/')
  }, [moved])
  return moved
}

function Workspace({ me }: { me: Me }) {
  const { t } = useTranslation()
  const live = useLive(TOPICS)
  const places = usePlaces(me)
  useKeys(places)
  const waiting = useAttention()
  const you = me.user?.name ?? t('settings.you')
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <header className="sidebar">
        <button type="button" className="sidebar-brand" popoverTarget={WORKSPACE_MENU}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span className="sidebar-workspace">{me.workspace?.name}</span>
          <span className="sr-only">{t('workspace.switch')}</span>
          <ChevronsIcon size={14} />
        </button>
        <button
          type="button"
          className="nav-link palette-button"
          data-testid="open-palette"
          onClick={() => palette.open()}
        >
          <SearchIcon />
          {t('nav.search')}
          <span className="nav-key" aria-hidden="true">
            {SHORTCUT}
          </span>
        </button>
        <nav className="sidebar-nav" aria-label={t('nav.label')}>
          {grouped(places).map(({ group, places }) => (
            <section key={group} aria-label={t(`nav.group.${group}`)}>
              <p className="nav-group">{t(`nav.group.${group}`)}</p>
              {places.map(({ to, name, Icon, key }) => (
                <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className="nav-link">
                  <Icon />
                  {name}
                  <NavCount count={waiting[to] ?? 0} />
                  <span className="nav-key" aria-hidden="true">
                    g {key}
                  </span>
                </Link>
              ))}
            </section>
          ))}
        </nav>
        <FirstSteps />
        <button type="button" className="person-button" popoverTarget={PERSON_MENU}>
          <Avatar name={you} small />
          <span className="person-name">{you}</span>
        </button>
      </header>
      <div className="workplace">
        <PausedBanner me={me} />
        <ExpiredBanner me={me} />
        <main className="main" id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {live === 'down' && (
        <div className="live-sign" role="status">
          {t('live.down')}
        </div>
      )}
      <nav className="tab-bar" aria-label={t('nav.label')}>
        {places
          .filter(({ bar }) => bar)
          .map(({ to, name, Icon }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className="tab-link">
              <Icon size={20} />
              {name}
              <NavCount count={waiting[to] ?? 0} />
            </Link>
          ))}
        <button type="button" className="tab-link" popoverTarget={PERSON_MENU}>
          <MoreIcon size={20} />
          {t('nav.more')}
        </button>
      </nav>
      <PaletteHost me={me} />
      <Menu id={WORKSPACE_MENU} label={t('workspace.all')} className="workspace-menu">
        <WorkspaceMenu me={me} />
      </Menu>
      <Menu id={PERSON_MENU} label={t('settings.you')} className="person-menu">
        <PersonMenu me={me} places={places.filter(({ bar }) => !bar)} />
      </Menu>
    </div>
  )
}
