import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me, Member, Role } from '#core/workspaces/schemas.ts'
import { PlusIcon } from '../../../ui/icons.tsx'
import { More } from '../../../ui/more.tsx'
import { notifyDone, notifyFailed } from '../../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../../ui/states.tsx'
import { useRefusal } from '../refusal.ts'
import { ConfirmDialog, useAsked } from './confirm-dialog.tsx'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { mayManage } from './may.ts'
import { MemberRow } from './member-row.tsx'
import { membersQuery, useChangeRole, useRemoveMember } from './members-api.ts'
import { SettingsPage } from './settings-page.tsx'
import './people.css'

export default function MembersPage() {
  const { t } = useTranslation()
  const [inviting, setInviting] = useState(false)
  const invite = (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => setInviting(true)}>
      {t('member.invite')}
    </Button>
  )
  return (
    <SettingsPage page="members" actions={(me) => mayManage(me) && invite}>
      {(me) => (
        <>
          <Members me={me} />
          {mayManage(me) && <Invitations />}
          <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
        </>
      )}
    </SettingsPage>
  )
}

function Members({ me }: { me: Me }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const refusal = useRefusal()
  const list = useInfiniteQuery(membersQuery)
  const change = useChangeRole()
  const remove = useRemoveMember()
  const { asked, ask, close } = useAsked<Member>()

  const giveRole = (member: Member, role: Role) =>
    change.mutate(
      { id: member.id, role },
      {
        onSuccess: () =>
          notifyDone(t('member.changed', { name: member.name, role: t(`role.${role}.name`) }), {
            label: t('action.undo'),
            undo: () => giveRole({ ...member, role }, member.role),
          }),
        onError: (error) => notifyFailed(words(refusal(error))),
      },
    )
  if (list.isPending) return <Loading rows={4} />
  if (!list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  return (
    <section aria-label={t('settings.tab.members')}>
      <ul className="row-list people">
        {list.data.pages
          .flatMap((page) => page.items)
          .map((member) => (
            <MemberRow
              key={member.id}
              me={me}
              member={member}
              onRole={(role) => giveRole(member, role)}
              onRemove={() => {
                remove.reset()
                ask(member)
              }}
            />
          ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      {asked && (
        <ConfirmDialog
          title={t('member.remove', { name: asked.name })}
          action={t('member.removeAction')}
          error={remove.error}
          pending={remove.isPending}
          onClose={close}
          onConfirm={() => remove.mutate(asked.id, { onSuccess: close })}
        >
          {t('member.removeHint', asked)}
        </ConfirmDialog>
      )}
    </section>
  )
}
