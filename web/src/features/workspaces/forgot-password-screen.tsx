import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auth } from '../../lib/api.ts'
import { FormFailure } from '../../ui/states.tsx'
import { EntryCard } from './entry-card.tsx'
import { useRefusal } from './refusal.ts'

const route = getRouteApi('/forgot-password')

/** Asks for a link by mail. The answer is the same for every address, so that it does not reveal which ones are known. */
export default function ForgotPasswordScreen() {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [email, setEmail] = useState(route.useSearch().email ?? '')
  const ask = useMutation({
    mutationFn: (address: string) => auth.post('/auth/request-password-reset', { email: address }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate(email)
  }
  const other = (
    <Link to="/sign-in" search={email ? { email } : {}}>
      {t('password.back')}
    </Link>
  )
  if (ask.isSuccess) {
    return (
      <EntryCard title={t('password.look')} other={other}>
        <p role="status">{t('password.sent', { email: ask.variables })}</p>
        <p className="muted">{t('password.nothingCame')}</p>
      </EntryCard>
    )
  }
  return (
    <EntryCard title={t('password.forgot')} hint={t('password.forgotHint')} other={other}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <FormFailure error={refusal(ask.error)} />
        <Button type="submit" size="sm" loading={ask.isPending}>
          {t('password.send')}
        </Button>
      </form>
    </EntryCard>
  )
}
