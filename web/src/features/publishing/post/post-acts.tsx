import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost, Scope } from '#core/publishing/schemas.ts'
import { notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { MenuItem, MenuItems } from '../menu-items.tsx'
import { isEditable, isWholeSeries } from '../post-rules.ts'
import { useTakePost } from './api.ts'
import type { PostCommands } from './post-panel.tsx'
import { useCancel } from './use-cancel.ts'

const SCOPES: Scope[] = ['this', 'following', 'all']

export function PostActs({ post, onEdit, onDuplicate, onPickTime }: PostCommands & { post: ScheduledPost }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const cancel = useCancel()
  const take = useTakePost()
  const [asked, setAsked] = useState(false)
  const open = isEditable(post)
  const whole = isWholeSeries(post)
  const takeTo = (to: 'schedule' | 'submit' | 'draft') =>
    take.mutate({ id: post.id, to }, { onError: (error) => notifyFailed(words(error)) })
  return (
    <div className="post-acts">
      {post.status === 'draft' && (
        <>
          <Button disabled={take.isPending} onClick={() => takeTo('schedule')}>
            {t('post.schedule')}
          </Button>
          <Button variant="default" disabled={take.isPending} onClick={() => takeTo('submit')}>
            {t('post.submit')}
          </Button>
        </>
      )}
      {post.status === 'awaiting_approval' && (
        <>
          <Button disabled={take.isPending} onClick={() => takeTo('schedule')}>
            {t('post.approve')}
          </Button>
          <Button variant="default" disabled={take.isPending} onClick={() => takeTo('draft')}>
            {t('post.backToDraft')}
          </Button>
        </>
      )}
      {open && (
        <>
          <Button variant="default" onClick={() => onEdit(post)}>
            {t('action.edit')}
          </Button>
          {!whole && (
            <Button variant="default" onClick={() => onPickTime(post)}>
              {t('post.moveTo')}
            </Button>
          )}
        </>
      )}
      <Button variant="default" onClick={() => onDuplicate(post)}>
        {t('post.duplicate')}
      </Button>
      {open && (post.seriesId === null || whole) && (
        <Button variant="light" color="red" onClick={() => cancel(post, whole ? 'all' : undefined)}>
          {t(whole ? 'series.cancel' : 'post.cancel')}
        </Button>
      )}
      {open && post.seriesId !== null && !whole && (
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
