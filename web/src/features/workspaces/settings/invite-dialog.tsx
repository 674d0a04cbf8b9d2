import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../../lib/use-attempt.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { useRefusal } from '../refusal.ts'
import { Choices } from './choices.tsx'
import { INVITED_ROLES, type InvitedRole } from './may.ts'
import { useInvite } from './members-api.ts'

export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('member.invite')} width={480}>
      {opened && <InviteForm onClose={onClose} />}
    </Dialog>
  )
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<InvitedRole>('agent')
  const invite = useInvite(useAttempt())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate(
      { email: email.trim(), role },
      {
        onSuccess: () => {
          notifyDone(t('invitation.sent', { email }))
          onClose()
        },
      },
    )
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(invite.error, 'email')}
        maxLength={254}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Choices
        type="radio"
        legend={t('invitation.role')}
        values={INVITED_ROLES}
        chosen={[role]}
        onChange={([chosen = role]) => setRole(chosen)}
        name={(one) => t(`role.${one}.name`)}
        about={(one) => t(`role.${one}.may`)}
      />
      <FormFailure error={refusal(invite.error)} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={invite.isPending}>
          {t('invitation.send')}
        </Button>
      </div>
    </form>
  )
}
