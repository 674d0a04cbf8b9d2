import { ActionIcon, Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { CloseIcon, PlusIcon } from '../../../ui/icons.tsx'
import { PostEvent } from './post-event.tsx'
import { dayName } from './views.ts'
import { walk } from './walk.ts'

/** The place in the grid beside which something opens. The grid may redraw its own elements. */
export interface Place {
  left: number
  top: number
  width: number
  height: number
}

interface PopoverProps {
  opened: { day: string; place: Place }
  /** All posts of that day. */
  posts: readonly ScheduledPost[]
  onOpen: (id: string) => void
  onNew: (day: string) => void
  onClose: () => void
}

/** Lists all posts of a day that is too full for its cell. Arrow keys go through them, Escape leads back. */
export default function DayPopover({ opened, posts, onOpen, onNew, onClose }: PopoverProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const name = dayName(opened.day, locale)
  return (
    <Popover
      opened
      onChange={(stays) => !stays && onClose()}
      position="right-start"
      width={300}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <span aria-hidden="true" style={{ position: 'fixed', ...opened.place, pointerEvents: 'none' }} />
      </Popover.Target>
      <Popover.Dropdown className="calendar-popover day-popover" aria-label={name} data-testid="day-popover">
        <div className="day-popover-head">
          <h3>{name}</h3>
          <ActionIcon size="sm" aria-label={t('post.new')} onClick={() => onNew(opened.day)}>
            <PlusIcon size={16} />
          </ActionIcon>
          <ActionIcon size="sm" aria-label={t('action.close')} onClick={onClose}>
            <CloseIcon size={16} />
          </ActionIcon>
        </div>
        <ul className="row-list">
          {posts.map((post, index) => (
            <li key={post.id}>
              <button
                type="button"
                className="bare-button event-button"
                data-autofocus={index === 0 || undefined}
                onClick={() => onOpen(post.id)}
                onKeyDown={(event) => walk(event.currentTarget, event.key) && event.preventDefault()}
              >
                <PostEvent post={post} />
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
