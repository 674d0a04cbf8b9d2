import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormFailure, fieldError } from '../../../ui/states.tsx'

const REASON_MAX = 300

interface SwitchOffProps {
  consequence: string
  submit: string
  keep: string
  pending: boolean
  error: unknown
  onSubmit: (reason: string | undefined) => void
  onClose: () => void
}

/** Asks for a reason before something stops, and says what that means. A refusal keeps the typed reason. */
export function SwitchOff({ consequence, submit, keep, pending, error, onSubmit, onClose }: SwitchOffProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(reason.trim() || undefined)
  }
  return (
    // Escape in any field closes the form.
    <form className="form switch-off" onSubmit={send} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <p className="muted">{consequence}</p>
      <Textarea
        label={t('worker.reason')}
        description={t('worker.reasonHint')}
        placeholder={t('worker.reasonPlaceholder')}
        error={fieldError(error, 'reason')}
        value={reason}
        maxLength={REASON_MAX}
        rows={2}
        data-autofocus
        ref={field}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormFailure error={error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {keep}
        </Button>
        <Button type="submit" variant="default" className="stop" loading={pending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
