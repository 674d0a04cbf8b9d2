import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BankPostDetail, LabelPost } from '#core/bank/schemas.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { entriesQuery } from '../taxonomy/api.ts'
import { useLabelPost } from './api.ts'
import { authorsQuery } from './profiles-api.ts'

/** Lets people label a post themselves: machines leave such a label alone. */
export function Labels({ post, mayWrite }: { post: BankPostDetail; mayWrite: boolean }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const label = useLabelPost(post.id)
  const offered = {
    topicId: useQuery(entriesQuery('topics')).data,
    audienceId: useQuery(entriesQuery('audiences')).data,
    hookTypeId: useQuery(entriesQuery('hook-types')).data,
    structureId: useQuery(entriesQuery('post-structures')).data,
    profileId: useQuery(authorsQuery).data,
  }
  const chosen: Record<keyof typeof offered, string | undefined> = {
    topicId: post.topic?.id,
    audienceId: post.audience?.id,
    hookTypeId: post.hookType?.id,
    structureId: post.structure?.id,
    profileId: post.author.profileId ?? undefined,
  }
  const select = (field: keyof LabelPost & keyof typeof offered) => (
    <NativeSelect
      size="xs"
      label={t(`bank.labels.${field}`)}
      disabled={label.isPending || !mayWrite}
      value={chosen[field] ?? ''}
      onChange={(event) =>
        label.mutate(
          { [field]: event.currentTarget.value || null },
          { onError: (error) => notifyFailed(words(error)) },
        )
      }
      data={[
        { value: '', label: t('bank.labels.none') },
        ...(offered[field] ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
  return (
    <section className="bank-labels" aria-label={t('bank.labels.title')}>
      <h3>{t('bank.labels.title')}</h3>
      <p className="muted">{t('bank.labels.hint')}</p>
      <div className="bank-labels-fields">
        {select('profileId')}
        {select('topicId')}
        {select('audienceId')}
        {select('hookTypeId')}
        {select('structureId')}
      </div>
    </section>
  )
}
