import { Button, PasswordInput, TextInput } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useSignIn, useSignUp } from './api.ts'
import { EntryCard } from './entry-card.tsx'
import { NewPassword } from './new-password.tsx'
import { useRefusal } from './refusal.ts'

const route = getRouteApi('/sign-in')

export default function SignInScreen() {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const { redirect, email = '' } = route.useSearch()
  const [creating, setCreating] = useState(false)
  const [form, setForm] = useState({ name: '', workspace: '', email, password: '' })
  const signIn = useSignIn(redirect)
  const signUp = useSignUp()
  const attempt = creating ? signUp : signIn

  const change = (field: keyof typeof form) => (value: string) => setForm({ ...form, [field]: value })
  const input = (field: keyof typeof form) => ({
    name: field,
    value: form[field],
    error: fieldError(attempt.error, field),
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) => change(field)(event.currentTarget.value),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (creating) signUp.mutate(form)
    else signIn.mutate({ email: form.email, password: form.password })
  }
  const turn = () => {
    setCreating(!creating)
    attempt.reset()
  }
  const other = (
    <>
      {t(creating ? 'signIn.haveAccount' : 'signIn.noAccount')}{' '}
      <button type="button" className="link-button" onClick={turn}>
        {t(creating ? 'signIn.title' : 'signIn.create')}
      </button>
    </>
  )
  return (
    <EntryCard
      title={t(creating ? 'signIn.create' : 'signIn.title')}
      hint={t(creating ? 'signIn.createHint' : 'signIn.hint')}
      other={other}
    >
      <form className="form" onSubmit={submit}>
        {creating && (
          <>
            <TextInput label={t('signIn.name')} autoComplete="name" maxLength={120} {...input('name')} />
            <TextInput
              label={t('signIn.workspace')}
              description={t('signIn.workspaceHint')}
              autoComplete="organization"
              maxLength={80}
              {...input('workspace')}
            />
          </>
        )}
        <TextInput label={t('signIn.email')} type="email" autoComplete="username" {...input('email')} />
        {creating ? (
          <NewPassword
            value={form.password}
            onChange={change('password')}
            error={fieldError(attempt.error, 'password')}
          />
        ) : (
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            {...input('password')}
          />
        )}
        <FormFailure error={refusal(attempt.error)} />
        <Button type="submit" size="sm" loading={attempt.isPending}>
          {t(creating ? 'signIn.create' : 'signIn.submit')}
        </Button>
      </form>
      {!creating && (
        <p className="sign-in-forgot">
          <Link to="/forgot-password" search={form.email ? { email: form.email } : {}}>
            {t('password.forgot')}
          </Link>
        </p>
      )}
    </EntryCard>
  )
}
