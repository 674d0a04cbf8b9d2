import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

interface RejectProps {
  /** How many are rejected. */
  count: number
  onReject: (reason: string) => void
  onClose: () => void
}

/** Asks why media are rejected. */
export function RejectDialog({ count, onReject, onClose }: RejectProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    onReject(reason.trim())
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={t('characters.media.rejectTitle', { count })} width={440}>
      <form
        className="form"
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <Textarea
          label={t('characters.media.reason')}
          description={t('characters.media.reasonHint')}
          data-autofocus
          rows={3}
          maxLength={500}
          dir="auto"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button type="submit" color="red" disabled={reason.trim() === ''}>
            {t('characters.media.reject')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
