import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotificationSettings } from '#core/notifications/schemas.ts'
import { LANGUAGES } from '../../lib/i18n.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { SettingsPage } from '../workspaces/settings/settings-page.tsx'
import { SwitchLine } from '../workspaces/settings/switch-line.tsx'
import { notificationSettingsQuery, useChangeNotificationSettings } from './api.ts'
import { ring } from './sound.ts'

const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const
const MAIL_AFTER_MINUTES = [5, 15, 60, 240]
const KINDS = ['asked', 'mine', 'unanswered', 'mentioned', 'commented'] as const
type SwitchName = {
  [K in keyof NotificationSettings]: NotificationSettings[K] extends boolean ? K : never
}[keyof NotificationSettings]

/** The person's notification settings in this workspace. New kinds of notifications add their lines here. */
export default function NotificationsPage() {
  const { t } = useTranslation()
  const settings = useQuery(notificationSettingsQuery)
  return (
    <SettingsPage page="notifications">
      {() => {
        if (!settings.data)
          return settings.isError ? (
            <Failure error={settings.error} retry={() => void settings.refetch()} />
          ) : (
            <Loading rows={5} />
          )
        return (
          <>
            <Section title={t('notifications.what')} hint={t('notifications.whatHint')}>
              {KINDS.map((name) => (
                <Switch key={name} name={name} settings={settings.data} />
              ))}
            </Section>
            <Section title={t('notifications.how')} hint={t('notifications.howHint')}>
              <Switch name="toasts" settings={settings.data} />
              <Switch name="sound" settings={settings.data}>
                <Button variant="default" size="xs" className="setting-button" onClick={ring}>
                  {t('notifications.hear')}
                </Button>
              </Switch>
              <BrowserSwitch settings={settings.data} />
            </Section>
            <Mail settings={settings.data} />
          </>
        )
      }}
    </SettingsPage>
  )
}

interface Given {
  settings: NotificationSettings
}

function useTurn() {
  const words = useErrorWords()
  const { mutate } = useChangeNotificationSettings()
  return (change: Partial<NotificationSettings>, onSettled?: () => void) =>
    mutate(change, { onError: (error) => notifyFailed(words(error)), ...(onSettled ? { onSettled } : {}) })
}

/** A switch that turns at once, and back if the server refuses it. */
function Switch({ name, settings, children }: Given & { name: SwitchName; children?: ReactNode }) {
  const { t } = useTranslation()
  const turn = useTurn()
  const [wanted, want] = useState<boolean | null>(null)
  return (
    <>
      <SwitchLine
        on={wanted ?? settings[name]}
        name={t(`notifications.switch.${name}`)}
        about={t(`notifications.about.${name}`)}
        testId={name}
        onTurn={(to) => {
          want(to)
          turn({ [name]: to }, () => want(null))
        }}
      />
      {children}
    </>
  )
}

type Permission = NotificationPermission | 'unsupported'
const permission = (): Permission => ('Notification' in window ? Notification.permission : 'unsupported')

/** Switches browser notifications, which need the browser’s own consent on each device. */
function BrowserSwitch({ settings }: Given) {
  const { t } = useTranslation()
  const turn = useTurn()
  const [given, setGiven] = useState(permission)
  const ask = async () => setGiven(await Notification.requestPermission())
  const [wanted, want] = useState<boolean | null>(null)
  const on = wanted ?? settings.browser
  return (
    <>
      <SwitchLine
        on={on}
        name={t('notifications.switch.browser')}
        about={t('notifications.about.browser')}
        testId="browser"
        disabled={given === 'unsupported'}
        onTurn={(to) => {
          want(to)
          turn({ browser: to }, () => want(null))
          if (to && given === 'default') void ask()
        }}
      />
      {on && given === 'denied' && <p className="setting-note">{t('notifications.denied')}</p>}
      {on && given === 'default' && (
        <Button variant="default" size="xs" className="setting-button" onClick={() => void ask()}>
          {t('notifications.allow')}
        </Button>
      )}
    </>
  )
}

function Mail({ settings }: Given) {
  const { t } = useTranslation()
  const turn = useTurn()
  return (
    <Section title={t('notifications.mail')} hint={t('notifications.mailHint')}>
      <Switch name="mail" settings={settings} />
      <Switch name="byHand" settings={settings} />
      <Switch name="signals" settings={settings} />
      <NativeSelect
        label={t('notifications.mailAfter')}
        disabled={!settings.mail}
        value={String(settings.mailAfterMinutes)}
        data={[...new Set([...MAIL_AFTER_MINUTES, settings.mailAfterMinutes])].map((minutes) => ({
          value: String(minutes),
          label:
            minutes % 60 !== 0
              ? t('notifications.minutes', { count: minutes })
              : t('notifications.hours', { count: minutes / 60 }),
        }))}
        onChange={({ currentTarget: { value } }) => turn({ mailAfterMinutes: Number(value) })}
      />
      <NativeSelect
        label={t('notifications.mailLanguage')}
        disabled={!settings.mail}
        value={settings.mailLanguage}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const language = LANGUAGES.find((one) => one === value)
          if (language) turn({ mailLanguage: language })
        }}
      />
    </Section>
  )
}
