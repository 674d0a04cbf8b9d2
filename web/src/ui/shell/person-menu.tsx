import { Button, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { useSignOut } from '../../features/workspaces/api.ts'
import { chooseLanguage, isLanguage, LANGUAGES } from '../../lib/i18n.ts'
import { SignOutIcon } from '../icons.tsx'

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto']
const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const

/** The browser's own pop-over: it closes on Escape and on a click elsewhere, and gives the focus back. */
export function PersonMenu({ id, me }: { id: string; me: Me }) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return (
    <div id={id} popover="auto" className="person-menu" role="dialog" aria-label={t('settings.you')}>
      <p className="person-menu-name">{me.user?.name}</p>
      <p className="muted">{me.user?.email}</p>
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
    </div>
  )
}
