import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlusIcon, TemplateIcon, TrashIcon } from '../../ui/icons.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { ReplyDialog } from './reply-dialog.tsx'
import { type CannedReply, repliesQuery, useDeleteReply } from './team-api.ts'

/** The canned replies of a workspace, by their shortcuts. */
export function Replies({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const list = useQuery(repliesQuery)
  const remove = useDeleteReply()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const [edited, edit] = useState<CannedReply | 'new' | null>(null)
  const replies = list.data?.filter(isShown)
  const add = mayWrite && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => edit('new')}>
      {t('team.newReply')}
    </Button>
  )
  return (
    <section className="team-list" aria-label={t('team.replies')}>
      <div className="team-head">
        <h2>{t('team.replies')}</h2>
        {replies && replies.length > 0 && add}
      </div>
      <p className="muted">{t('team.repliesHint')}</p>
      {list.isPending && <Loading rows={3} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {replies?.length === 0 && (
        <Empty icon={<TemplateIcon />} title={t('team.noReplies')} action={add}>
          {t('team.noRepliesHint')}
        </Empty>
      )}
      <ul className="row-list">
        {replies?.map((reply) => (
          <li key={reply.id} className="team-row" data-testid="reply-row">
            <div className="team-lines">
              {mayWrite ? (
                <button type="button" className="team-shortcut" onClick={() => edit(reply)}>
                  /{reply.shortcut}
                </button>
              ) : (
                <span className="team-shortcut">/{reply.shortcut}</span>
              )}
              <p className="team-text" dir="auto">
                {reply.text}
              </p>
            </div>
            {mayWrite && (
              <ActionIcon
                aria-label={t('team.deleteReply', { shortcut: reply.shortcut })}
                onClick={() => removeLater(reply.id, t('team.replyDeleted', { shortcut: reply.shortcut }))}
              >
                <TrashIcon size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {edited && <ReplyDialog reply={edited === 'new' ? null : edited} onClose={() => edit(null)} />}
    </section>
  )
}
