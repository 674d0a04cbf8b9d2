import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Section } from './section.tsx'
import { useDeleteWorkspace } from './workspace-api.ts'

/** Deletes the workspace for good, once its name has been typed, so that nobody does it by mistake. */
export function DeleteWorkspace({ name }: { name: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const remove = useDeleteWorkspace()
  const close = () => {
    remove.reset()
    setTyped('')
    setAsking(false)
  }
  return (
    <Section title={t('workspace.delete')} hint={t('workspace.deleteHint')}>
      <Button
        variant="default"
        className="setting-button danger-button"
        data-quiet
        onClick={() => setAsking(true)}
      >
        {t('workspace.delete')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('workspace.deleteTitle', { name })}
          action={t('workspace.deleteAction')}
          error={remove.error}
          pending={remove.isPending}
          ready={typed === name}
          onConfirm={() => remove.mutate(typed)}
          onClose={close}
        >
          <p>{t('workspace.deleteConfirm')}</p>
          <TextInput
            label={t('workspace.deleteType', { name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        </ConfirmDialog>
      )}
    </Section>
  )
}
