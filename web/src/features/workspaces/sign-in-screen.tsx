import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/errors.ts'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useSignIn, useSignUp } from './api.ts'
import './sign-in.css'

const PASSWORD_MIN = 8
const route = getRouteApi('/sign-in')

export default function SignInScreen() {
  const { t } = useTranslation()
  const { redirect } = route.useSearch()
  const [creating, setCreating] = useState(false)
  const [form, setForm] = useState({ name: '', workspace: '', email: '', password: '' })
  const signIn = useSignIn(redirect)
  const signUp = useSignUp(redirect)
  const attempt = creating ? signUp : signIn
  useDocumentTitle(`${t(creating ? 'signIn.create' : 'signIn.title')} · ${t('app.name')}`)

  const input = (field: keyof typeof form) => ({
    name: field,
    value: form[field],
    error: fieldError(attempt.error, field),
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [field]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (creating) signUp.mutate(form)
    else signIn.mutate({ email: form.email, password: form.password })
  }
  const change = () => {
    setCreating(!creating)
    attempt.reset()
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{t(creating ? 'signIn.create' : 'signIn.title')}</h1>
        <p className="muted">{t(creating ? 'signIn.createHint' : 'signIn.hint')}</p>
        <form className="form" onSubmit={submit}>
          {creating && (
            <>
              <TextInput label={t('signIn.name')} autoComplete="name" {...input('name')} />
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
          <PasswordInput
            label={t('signIn.password')}
            autoComplete={creating ? 'new-password' : 'current-password'}
            minLength={creating ? PASSWORD_MIN : 1}
            description={creating ? t('signIn.passwordHint', { count: PASSWORD_MIN }) : undefined}
            {...input('password')}
          />
          {attempt.error && <SignInFailure error={attempt.error} />}
          <Button type="submit" size="sm" loading={attempt.isPending}>
            {t(creating ? 'signIn.create' : 'signIn.submit')}
          </Button>
        </form>
        <p className="sign-in-other">
          {t(creating ? 'signIn.haveAccount' : 'signIn.noAccount')}{' '}
          <button type="button" className="link-button" onClick={change}>
            {t(creating ? 'signIn.title' : 'signIn.create')}
          </button>
        </p>
      </div>
    </main>
  )
}

/** better-auth's own words are English; the one refusal that everyone meets is said in the reader's language. */
function SignInFailure({ error }: { error: Error }) {
  const { t } = useTranslation()
  const refused = error instanceof ApiError && error.status === 401
  return <FormFailure error={refused ? new Error(t('signIn.refused')) : error} />
}
