import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { keepNoticeSeconds, NOTICE_SECONDS, noticeSeconds } from '../../../lib/notice-time.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { NewPassword } from '../new-password.tsx'
import { useRefusal } from '../refusal.ts'
import { useChangeEmail, useChangePassword, useRenameMe } from './profile-api.ts'
import { Section } from './section.tsx'
import { Sessions } from './sessions.tsx'
import { SettingsPage } from './settings-page.tsx'

/** The person's profile in all workspaces: name, address, password, notices, sessions. */
export default function ProfilePage() {
  return (
    <SettingsPage page="profile">
      {({ user }) =>
        user && (
          <>
            <Name user={user} />
            <Address user={user} />
            <Password />
            <NoticeTime />
            <Sessions />
          </>
        )
      }
    </SettingsPage>
  )
}

type User = NonNullable<Me['user']>

function Name({ user }: { user: User }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useRenameMe()
  const name = (typed ?? user.name).trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate(name, {
      onSuccess: () => {
        setTyped(null)
        notifyDone(t('profile.renamed'))
      },
    })
  }
  return (
    <Section title={t('profile.name')} hint={t('profile.nameHint')}>
      <form className="form" onSubmit={submit}>
        <TextInput
          aria-label={t('profile.name')}
          autoComplete="name"
          value={typed ?? user.name}
          maxLength={80}
          error={fieldError(rename.error, 'name')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FormFailure error={rename.error} shownAt={['name']} />
        <Button
          type="submit"
          className="setting-button"
          loading={rename.isPending}
          disabled={name === '' || name === user.name}
        >
          {t('action.save')}
        </Button>
      </form>
    </Section>
  )
}

/** Changes the address. The old address must agree first, so that nobody takes the account over at an open browser. */
function Address({ user }: { user: User }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [email, setEmail] = useState('')
  const change = useChangeEmail()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(email.trim(), { onSuccess: () => setEmail('') })
  }
  return (
    <Section title={t('profile.email')} hint={t('profile.emailHint')}>
      <p data-testid="address">{user.email}</p>
      <form className="form" onSubmit={submit}>
        <TextInput
          type="email"
          label={t('profile.newEmail')}
          autoComplete="email"
          value={email}
          maxLength={254}
          error={fieldError(change.error, 'newEmail')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <FormFailure error={refusal(change.error)} shownAt={['newEmail']} />
        {change.isSuccess && (
          <p role="status" className="setting-note">
            {t(user.emailVerified ? 'profile.emailAskedOld' : 'profile.emailAskedNew')}
          </p>
        )}
        <Button
          type="submit"
          className="setting-button"
          loading={change.isPending}
          disabled={email.trim() === '' || email.trim().toLowerCase() === user.email}
        >
          {t('profile.changeEmail')}
        </Button>
      </form>
    </Section>
  )
}

function Password() {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useChangePassword()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          setCurrent('')
          setNew('')
          notifyDone(t('profile.passwordChanged'))
        },
      },
    )
  }
  return (
    <Section title={t('profile.password')} hint={t('profile.passwordHint')}>
      <form className="form" onSubmit={submit}>
        <PasswordInput
          label={t('profile.currentPassword')}
          autoComplete="current-password"
          value={currentPassword}
          maxLength={200}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <NewPassword
          label={t('profile.newPassword')}
          value={newPassword}
          onChange={setNew}
          error={fieldError(change.error, 'newPassword')}
        />
        <FormFailure error={refusal(change.error)} shownAt={['newPassword']} />
        <Button
          type="submit"
          className="setting-button"
          loading={change.isPending}
          disabled={currentPassword === '' || newPassword === ''}
        >
          {t('profile.changePassword')}
        </Button>
      </form>
    </Section>
  )
}

/** Chooses for how long a notice stands, for whoever needs more time to read it and to take something back. */
function NoticeTime() {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(noticeSeconds)
  const choose = (chosen: number) => {
    keepNoticeSeconds(chosen)
    setSeconds(chosen)
    notifyDone(t('profile.noticeTimeKept', { count: chosen }))
  }
  return (
    <Section title={t('profile.noticeTime')} hint={t('profile.noticeTimeHint')}>
      <NativeSelect
        aria-label={t('profile.noticeTime')}
        value={seconds}
        data={NOTICE_SECONDS.map((count) => ({
          value: String(count),
          label: t('profile.seconds', { count }),
        }))}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      />
    </Section>
  )
}
