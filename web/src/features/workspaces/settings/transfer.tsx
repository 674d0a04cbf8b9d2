import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#core/workspaces/schemas.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useEveryMember } from './members-api.ts'
import { Section } from './section.tsx'
import { useTransfer } from './workspace-api.ts'

/** Hands the workspace over. Afterwards the person is an admin, and cannot take it back. */
export function Transfer({ me }: { me: Me }) {
  const { t } = useTranslation()
  const [chosenId, setChosenId] = useState('')
  const [asking, setAsking] = useState(false)
  const transfer = useTransfer()
  const others = useEveryMember().filter(({ userId }) => userId !== me.user?.id)
  const chosen = others.find(({ id }) => id === chosenId)
  const close = () => {
    transfer.reset()
    setAsking(false)
  }
  return (
    <Section title={t('workspace.transfer')} hint={t('workspace.transferHint')}>
      {others.length === 0 ? (
        <p className="setting-note">{t('workspace.transferNobody')}</p>
      ) : (
        <>
          <NativeSelect
            aria-label={t('workspace.transferTo')}
            value={chosenId}
            onChange={(event) => setChosenId(event.currentTarget.value)}
            data={[
              { value: '', label: t('workspace.transferTo') },
              ...others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
            ]}
          />
          <Button
            variant="default"
            className="setting-button"
            disabled={!chosen}
            onClick={() => setAsking(true)}
          >
            {t('workspace.transferAction')}
          </Button>
        </>
      )}
      {asking && chosen && (
        <ConfirmDialog
          title={t('workspace.transferTitle', { name: chosen.name })}
          action={t('workspace.transferAction')}
          error={transfer.error}
          pending={transfer.isPending}
          onConfirm={() =>
            transfer.mutate(chosen.id, {
              onSuccess: () => {
                notifyDone(t('workspace.transferred', { name: chosen.name }))
                close()
              },
            })
          }
          onClose={close}
        >
          {t('workspace.transferConfirm', { name: chosen.name })}
        </ConfirmDialog>
      )}
    </Section>
  )
}
