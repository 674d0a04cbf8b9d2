import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auth } from '../../lib/api.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { EntryCard } from './entry-card.tsx'
import { NewPassword } from './new-password.tsx'
import { useRefusal } from './refusal.ts'

const route = getRouteApi('/reset-password')

/** The screen of the link in the mail. Setting the password ends every session; the person signs in with the new one. */
export default function ResetPasswordScreen() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const other = <Link to="/forgot-password">{t('password.askAgain')}</Link>
  if (!token) {
    return (
      <EntryCard title={t('password.new')} other={other}>
        <FormFailure error={new Error(t('refusal.invalid_token'))} />
      </EntryCard>
    )
  }
  return (
    <EntryCard title={t('password.new')} hint={t('password.newHint')} other={other}>
      <ResetForm token={token} />
    </EntryCard>
  )
}

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const navigate = useNavigate()
  const [newPassword, setNewPassword] = useState('')
  const reset = useMutation({
    mutationFn: (body: { newPassword: string; token: string }) => auth.post('/auth/reset-password', body),
    onSuccess: async () => {
      notifyDone(t('password.set'))
      await navigate({ to: '/sign-in', search: {}, replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reset.mutate({ newPassword, token })
  }
  return (
    <form className="form" onSubmit={submit}>
      <NewPassword
        value={newPassword}
        onChange={setNewPassword}
        error={fieldError(reset.error, 'newPassword')}
      />
      <FormFailure error={refusal(reset.error)} />
      <Button type="submit" size="sm" loading={reset.isPending}>
        {t('password.save')}
      </Button>
    </form>
  )
}
