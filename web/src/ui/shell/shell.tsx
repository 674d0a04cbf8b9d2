import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../features/workspaces/api.ts'
import { CreateWorkspace } from '../../features/workspaces/create-workspace.tsx'
import { useLive } from '../../lib/live.ts'
import { Avatar } from '../avatar.tsx'
import { PersonIcon } from '../icons.tsx'
import { PLACES } from './navigation.ts'
import { PersonMenu } from './person-menu.tsx'
import { useGoKeys } from './use-go-keys.ts'
import './shell.css'

const PERSON_MENU = 'person-menu'

/** Around every screen of a signed-in person. Who has no workspace yet makes one first. */
export function Shell() {
  const { data: me } = useSuspenseQuery(meQuery)
  return me.workspace ? <Workspace /> : <CreateWorkspace />
}

function Workspace() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const live = useLive()
  useGoKeys()
  const name = me.user?.name ?? t('settings.you')
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <header className="sidebar">
        <div className="sidebar-brand">
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span className="sidebar-workspace">{me.workspace?.name}</span>
        </div>
        <nav className="sidebar-nav" aria-label={t('nav.label')}>
          {PLACES.map(({ to, label, Icon, key }) => (
            <Link key={to} to={to} className="nav-link">
              <Icon />
              {t(label)}
              <span className="nav-key" aria-hidden="true">
                g {key}
              </span>
            </Link>
          ))}
        </nav>
        <button type="button" className="person-button" popoverTarget={PERSON_MENU}>
          <Avatar name={name} small />
          <span className="person-name">{name}</span>
        </button>
      </header>
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {live === 'down' && (
        <div className="live-sign" role="status">
          {t('live.down')}
        </div>
      )}
      <nav className="tab-bar" aria-label={t('nav.label')}>
        {PLACES.map(({ to, label, Icon }) => (
          <Link key={to} to={to} className="tab-link">
            <Icon size={20} />
            {t(label)}
          </Link>
        ))}
        <button type="button" className="tab-link" popoverTarget={PERSON_MENU}>
          <PersonIcon size={20} />
          {t('settings.you')}
        </button>
      </nav>
      <PersonMenu id={PERSON_MENU} me={me} />
    </div>
  )
}
