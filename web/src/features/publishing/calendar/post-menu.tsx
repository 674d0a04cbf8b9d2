import { Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { MenuItem, MenuItems } from '../menu-items.tsx'
import { isEditable, isWholeSeries } from '../post-rules.ts'
import { dayAndTime } from '../times.ts'
import { shiftedBy, wallIn, wallOf } from '../wall-time.ts'
import type { Place } from './day-popover.tsx'

interface MenuProps {
  opened: { post: ScheduledPost; place: Place }
  onClose: () => void
  onOpen: (id: string) => void
  onMove: (post: ScheduledPost, localTime: string) => void
  onPickTime: (post: ScheduledPost) => void
  onEdit: (post: ScheduledPost) => void
  onDuplicate: (post: ScheduledPost) => void
  onCancel: (post: ScheduledPost) => void
}

const DAY_MS = 24 * 3_600_000
const STEPS = [
  ['dayEarlier', -1],
  ['dayLater', 1],
  ['weekLater', 7],
] as const

/** The menu of a post, opened by the right button, or by the menu key on a focused post. */
export default function PostMenu({ opened, onClose, ...acts }: MenuProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { post, place } = opened
  const open = isEditable(post)
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Popover
      opened
      onChange={(stays) => !stays && onClose()}
      position="bottom-start"
      width={280}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <span aria-hidden="true" style={{ position: 'fixed', ...place, pointerEvents: 'none' }} />
      </Popover.Target>
      <Popover.Dropdown p={4} className="calendar-popover" data-testid="post-menu">
        <MenuItems label={t('post.menu')}>
          <MenuItem onClick={then(() => acts.onOpen(post.id))}>{t('post.open')}</MenuItem>
          {open && <MenuItem onClick={then(() => acts.onEdit(post))}>{t('action.edit')}</MenuItem>}
          <MenuItem onClick={then(() => acts.onDuplicate(post))}>{t('post.duplicate')}</MenuItem>
          {open && !isWholeSeries(post) && (
            <>
              <p className="menu-label">{t('post.moveTo')}</p>
              {STEPS.map(([name, days]) => {
                const [own, here] = [wallOf(post.localTime), wallIn(post, viewerZone())].map((wall) =>
                  shiftedBy(wall, days * DAY_MS),
                ) as [string, string]
                return (
                  <MenuItem
                    key={name}
                    aside={dayAndTime(here, locale)}
                    onClick={then(() => acts.onMove(post, own))}
                  >
                    {t(`post.move.${name}`)}
                  </MenuItem>
                )
              })}
              <MenuItem onClick={then(() => acts.onPickTime(post))}>{t('post.move.pick')}</MenuItem>
              <MenuItem danger onClick={then(() => acts.onCancel(post))}>
                {t('post.cancel')}
              </MenuItem>
            </>
          )}
        </MenuItems>
      </Popover.Dropdown>
    </Popover>
  )
}
