import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Topic } from '#core/taxonomy/schemas.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { entriesQuery, useMergeTopic } from './api.ts'

/** Merges a topic into another. It cannot be undone, so the dialog says what happens. */
export default function MergeDialog({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const { t } = useTranslation()
  const topics = useQuery(entriesQuery('topics')).data ?? []
  const [into, setInto] = useState('')
  const merge = useMergeTopic()
  const act = () =>
    merge.mutate(
      { id: topic.id, into },
      {
        onSuccess: ({ posts, topic: { name } }) => {
          notifyDone(t('taxonomy.merge.done', { count: posts, name }))
          onClose()
        },
      },
    )
  return (
    <Dialog opened onClose={onClose} title={t('taxonomy.merge.title', { name: topic.name })} width={460}>
      <div className="form">
        <p className="muted">{t('taxonomy.merge.hint', { name: topic.name })}</p>
        <NativeSelect
          label={t('taxonomy.merge.into')}
          value={into}
          onChange={(event) => setInto(event.currentTarget.value)}
          data={[
            { value: '', label: t('taxonomy.merge.choose') },
            ...topics.filter(({ id }) => id !== topic.id).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <FormFailure error={merge.error} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
          <Button loading={merge.isPending} disabled={into === ''} onClick={act}>
            {t('taxonomy.merge.act')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
