import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/states.tsx'
import { useRefusal } from '../refusal.ts'

interface ConfirmProps {
  title: string
  /** The consequence, naming the thing. */
  children: ReactNode
  action: string
  error: unknown
  pending: boolean
  ready?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Confirms what cannot be undone. Acts that can be undone happen at once, with an undo. */
export function ConfirmDialog({
  title,
  children,
  action,
  error,
  pending,
  ready = true,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onConfirm()
  }
  return (
    <Dialog opened onClose={onClose} title={title} width={440}>
      <form className="form" onSubmit={submit}>
        <div className="confirm-text">{children}</div>
        <FormFailure error={refusal(error)} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('settings.keep')}
          </Button>
          <Button type="submit" className="danger-button" loading={pending} disabled={!ready}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Holds the thing that a dialog asks about, or null. The dialog is mounted anew for each. */
export function useAsked<T>() {
  const [asked, setAsked] = useState<T | null>(null)
  return { asked, ask: setAsked, close: () => setAsked(null) }
}
