import { ActionIcon, Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '#core/workspaces/schemas.ts'
import { fullTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { MailIcon, RefreshIcon, TrashIcon } from '../../../ui/icons.tsx'
import { More } from '../../../ui/more.tsx'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../../ui/states.tsx'
import { Status, toneOf } from '../../../ui/status.tsx'
import { useRefusal } from '../refusal.ts'
import { dayOf } from './day.ts'
import { invitationsQuery, useResend, useRevokeInvitation } from './members-api.ts'

const isOpen = ({ status }: Invitation): boolean => status === 'pending' || status === 'expired'

/** Lists open invitations. Accepted and revoked ones are in the audit log. */
export function Invitations() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const refusal = useRefusal()
  const list = useInfiniteQuery(invitationsQuery)
  const resend = useResend()
  const revoke = useRevokeInvitation()
  const onError = (error: unknown) => notifyFailed(words(refusal(error)))

  const open = list.data?.pages.flatMap((page) => page.items).filter(isOpen) ?? []
  return (
    <section aria-labelledby="invitations">
      <h2 className="settings-heading" id="invitations">
        {t('invitation.title')}
      </h2>
      {list.isPending && <Loading rows={2} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && open.length === 0 && <p className="settings-nothing">{t('invitation.none')}</p>}
      <ul className="row-list people">
        {open.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            resending={resend.isPending && resend.variables === invitation.id}
            onResend={() =>
              resend.mutate(invitation.id, {
                onSuccess: () => notifyDone(t('invitation.sent', { email: invitation.email })),
                onError,
              })
            }
            onRevoke={() =>
              revoke.mutate(invitation.id, {
                onSuccess: () => notifyDone(t('invitation.revoked', { email: invitation.email })),
                onError,
              })
            }
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </section>
  )
}

interface RowProps {
  invitation: Invitation
  resending: boolean
  onResend: () => void
  onRevoke: () => void
}

function InvitationRow({ invitation, resending, onResend, onRevoke }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { email, role, status, invitedBy, expiresAt } = invitation
  const day = dayOf(expiresAt, locale)
  const about = [
    t(`role.${role}.name`),
    invitedBy && t('invitation.by', { name: invitedBy }),
    t(status === 'expired' ? 'invitation.expiredOn' : 'invitation.expiresOn', { day }),
  ]
  return (
    <li className="person-row" data-testid="invitation-row" data-status={status}>
      <span className="person-mail">
        <MailIcon />
      </span>
      <div className="person-lines">
        <span className="person-line-name">{email}</span>
        <span className="person-line-about" title={fullTime(expiresAt, locale)}>
          {about.filter(Boolean).join(' · ')}
        </span>
      </div>
      <Status tone={toneOf(status)}>{t(`invitation.status.${status}`)}</Status>
      <Button
        variant="default"
        leftSection={<RefreshIcon size={15} />}
        loading={resending}
        aria-label={t('invitation.resendTo', { email })}
        onClick={onResend}
      >
        {t('invitation.resend')}
      </Button>
      <span className="row-action">
        <ActionIcon aria-label={t('invitation.revoke', { email })} onClick={onRevoke}>
          <TrashIcon size={16} />
        </ActionIcon>
      </span>
    </li>
  )
}
