import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useResolved } from '../resolved.ts'
import { stepOf, wallOf } from '../wall-time.ts'
import { WhenWords } from '../when-words.tsx'

interface DialogProps {
  post: ScheduledPost | null
  onMove: (post: ScheduledPost, localTime: string) => void
  onClose: () => void
}

/** Moves a post without dragging, for people without a mouse, and beyond the month in sight. */
export function MoveDialog({ post, onMove, onClose }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={post !== null} onClose={onClose} title={t('post.moveTo')} width={400}>
      {post && <MoveForm post={post} onMove={onMove} onClose={onClose} />}
    </Dialog>
  )
}

function MoveForm({ post, onMove, onClose }: DialogProps & { post: ScheduledPost }) {
  const { t } = useTranslation()
  const [at, setAt] = useState(() => wallOf(post.localTime))
  const [resolved] = useResolved(at === '' ? [] : [at], post.timezone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onMove(post, at)
    onClose()
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        type="datetime-local"
        step={stepOf(at)}
        label={t('post.at')}
        description={post.timezone === viewerZone() ? undefined : post.timezone}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      {resolved && <WhenWords localTime={resolved} timezone={post.timezone} />}
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" disabled={at === ''}>
          {t('post.moveNow')}
        </Button>
      </div>
    </form>
  )
}
