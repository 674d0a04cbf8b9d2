import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost, Scope } from '#core/publishing/schemas.ts'
import { notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { MenuItem, MenuItems } from '../menu-items.tsx'
import { isEditable } from '../post-rules.ts'
import { useScheduleDraft } from './api.ts'
import type { PostCommands } from './post-panel.tsx'
import { useCancel } from './use-cancel.ts'

const SCOPES: Scope[] = ['this', 'following', 'all']

export function PostActs({ post, onEdit, onDuplicate, onPickTime }: PostCommands & { post: ScheduledPost }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const cancel = useCancel()
  const schedule = useScheduleDraft()
  const [asked, setAsked] = useState(false)
  const open = isEditable(post)
  const waits = post.status === 'draft' || post.status === 'awaiting_approval'
  return (
    <div className="post-acts">
      {waits && (
        <Button
          loading={schedule.isPending}
          onClick={() => schedule.mutate(post.id, { onError: (error) => notifyFailed(words(error)) })}
        >
          {t(post.status === 'draft' ? 'post.schedule' : 'post.approve')}
        </Button>
      )}
      {open && (
        <>
          <Button variant="default" onClick={() => onEdit(post)}>
            {t('action.edit')}
          </Button>
          <Button variant="default" onClick={() => onPickTime(post)}>
            {t('post.moveTo')}
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => onDuplicate(post)}>
        {t('post.duplicate')}
      </Button>
      {open && post.seriesId === null && (
        <Button variant="light" color="red" onClick={() => cancel(post)}>
          {t('post.cancel')}
        </Button>
      )}
      {open && post.seriesId !== null && (
        <Popover position="bottom-start" opened={asked} onChange={setAsked} trapFocus shadow="md">
          <Popover.Target>
            <Button variant="light" color="red" onClick={() => setAsked(true)}>
              {t('post.cancel')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={4} className="calendar-popover">
            <MenuItems label={t('post.cancel')}>
              {SCOPES.map((scope) => (
                <MenuItem
                  key={scope}
                  onClick={() => {
                    setAsked(false)
                    cancel(post, scope)
                  }}
                >
                  {t(`series.scopes.${scope}`)}
                </MenuItem>
              ))}
            </MenuItems>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}
