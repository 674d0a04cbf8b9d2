import { Button, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { useSignOut } from '../../features/workspaces/api.ts'
import { chooseLanguage, isLanguage, LANGUAGES } from '../../lib/i18n.ts'
import { CheckIcon, InboxIcon, SettingsIcon, SignOutIcon } from '../../ui/icons.tsx'
import { grouped, type NamedPlace } from './navigation.ts'
import { VerifyHint } from './verify-hint.tsx'
import WorkspaceMenu from './workspace-menu.tsx'

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto']
const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const

interface PersonMenuProps {
  me: Me
  /** The screens that do not fit into the bar of a phone. */
  places: NamedPlace[]
}

export default function PersonMenu({ me, places }: PersonMenuProps) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return (
    <>
      <nav className="phone-only" aria-label={t('nav.label')}>
        {grouped(places).map(({ group, places }) => (
          <section key={group} className="menu-places" aria-label={t(`nav.group.${group}`)}>
            <p className="person-menu-label">{t(`nav.group.${group}`)}</p>
            {places.map(({ to, name, Icon }) => (
              <Link key={to} to={to} className="menu-item">
                <Icon size={16} />
                {name}
              </Link>
            ))}
          </section>
        ))}
      </nav>
      <p className="person-menu-name">{me.user?.name}</p>
      <p className="muted">{me.user?.email}</p>
      {me.user && !me.user.emailVerified && <VerifyHint email={me.user.email} />}
      <nav className="menu-list" aria-label={t('settings.more')}>
        <Link to="/settings/profile" className="menu-item">
          <SettingsIcon size={16} />
          {t('settings.page.profile.title')}
        </Link>
        <Link to="/settings/notifications" className="menu-item">
          <InboxIcon size={16} />
          {t('settings.page.notifications.title')}
        </Link>
        <Link to="/welcome" className="menu-item">
          <CheckIcon size={16} />
          {t('welcome.title')}
        </Link>
      </nav>
      <div className="menu-section phone-only">
        <p className="person-menu-label">{t('workspace.all')}</p>
        <WorkspaceMenu me={me} />
      </div>
      <p className="person-menu-label">{t('settings.appearance')}</p>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('settings.appearance')}
        value={colorScheme}
        onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? 'auto')}
        data={SCHEMES.map((value) => ({ value, label: t(`settings.scheme.${value}`) }))}
      />
      <p className="person-menu-label">{t('settings.language')}</p>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('settings.language')}
        value={i18n.language}
        onChange={(value) => {
          if (isLanguage(value)) void chooseLanguage(value)
        }}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Button
        variant="default"
        fullWidth
        leftSection={<SignOutIcon size={16} />}
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('settings.signOut')}
      </Button>
    </>
  )
}
