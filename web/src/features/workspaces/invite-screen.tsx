import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenInvitation } from '#core/workspaces/schemas.ts'
import { ApiError } from '../../lib/errors.ts'
import { Failure, FormFailure, fieldError, Loading } from '../../ui/states.tsx'
import { EntryCard } from './entry-card.tsx'
import { openInvitationQuery, useAccept, useChangePerson, useJoin, visitorQuery } from './invite-api.ts'
import { NewPassword } from './new-password.tsx'
import { useRefusal } from './refusal.ts'

const route = getRouteApi('/invite/$token')

/** The screen of an invitation link, for anybody who opens it. */
export default function InviteScreen() {
  const { t } = useTranslation()
  const { token } = route.useParams()
  const invitation = useQuery(openInvitationQuery(token))
  const visitor = useQuery(visitorQuery)
  const error = invitation.error ?? visitor.error
  if (error instanceof ApiError && error.code === 'invitation_gone') return <Gone />
  if (error) {
    const retry = () => void Promise.all([invitation.refetch(), visitor.refetch()])
    return <Failure error={error} retry={retry} />
  }
  if (!invitation.data || visitor.data === undefined) return <Loading rows={4} />
  const props = { token, invitation: invitation.data }
  const { workspaceName, role, invitedBy, email } = invitation.data
  return (
    <EntryCard title={t('invite.title', { name: workspaceName })}>
      <dl className="invited">
        {invitedBy && <Fact name={t('invite.by')} value={invitedBy} />}
        <Fact
          name={t('invite.role')}
          value={t('invite.roleIs', { role: t(`role.${role}.name`), may: t(`role.${role}.may`) })}
        />
        <Fact name={t('invite.for')} value={email} />
      </dl>
      {visitor.data === null ? (
        <Join {...props} />
      ) : visitor.data.email.toLowerCase() === email ? (
        <Accept {...props} />
      ) : (
        <OtherPerson invited={email} signedIn={visitor.data.email} />
      )}
    </EntryCard>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  )
}

/** Says that a link is invalid: used, revoked, expired or mistyped, without saying which. */
function Gone() {
  const { t } = useTranslation()
  return (
    <EntryCard title={t('invite.gone')} hint={t('invite.goneHint')}>
      <Link to="/">{t('invite.toChorus')}</Link>
    </EntryCard>
  )
}

interface InviteProps {
  token: string
  invitation: OpenInvitation
}

function Join({ token, invitation: { email } }: InviteProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const join = useJoin(token)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join.mutate({ name, email, password })
  }
  return (
    <>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('signIn.name')}
          name="name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(join.error, 'name')}
          maxLength={120}
          required
          withAsterisk={false}
        />
        <TextInput label={t('signIn.email')} type="email" autoComplete="username" value={email} readOnly />
        <NewPassword value={password} onChange={setPassword} error={fieldError(join.error, 'password')} />
        <FormFailure error={refusal(join.error)} />
        <Button type="submit" size="sm" loading={join.isPending}>
          {t('invite.join')}
        </Button>
      </form>
      <p className="sign-in-other">
        {t('signIn.haveAccount')}{' '}
        <Link to="/sign-in" search={{ redirect: `/invite/${token}`, email }}>
          {t('signIn.title')}
        </Link>
      </p>
    </>
  )
}

function Accept({ token, invitation: { workspaceName } }: InviteProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const accept = useAccept()
  return (
    <div className="form">
      <FormFailure error={refusal(accept.error)} />
      <Button size="sm" loading={accept.isPending} onClick={() => accept.mutate(token)}>
        {t('invite.accept', { name: workspaceName })}
      </Button>
    </div>
  )
}

function OtherPerson({ invited, signedIn }: { invited: string; signedIn: string }) {
  const { t } = useTranslation()
  const change = useChangePerson()
  return (
    <div className="form">
      <p className="muted">{t('invite.other', { invited, signedIn })}</p>
      <FormFailure error={change.error} />
      <Button size="sm" loading={change.isPending} onClick={() => change.mutate()}>
        {t('settings.signOut')}
      </Button>
      <p className="sign-in-forgot">
        <Link to="/inbox">{t('invite.stay', { email: signedIn })}</Link>
      </p>
    </div>
  )
}
