import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { notifyFailed } from '../../../ui/notify.tsx'
import { useErrorWords } from '../../../ui/states.tsx'
import { labelsQuery } from '../../team/team-api.ts'
import { meQuery } from '../../workspaces/api.ts'
import { campaignsQuery, useSortPost } from './api.ts'
import { SortFields } from './sort-fields.tsx'

/** Shows how the team sorts a post, and changes it where it stands, in any state of the post. */
export function PostSorting({ post }: { post: ScheduledPost }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const mayWrite = useSuspenseQuery(meQuery).data.scopes.includes('write')
  const none = [useQuery(labelsQuery).data ?? [], useQuery(campaignsQuery).data ?? []].every(
    (known) => known.length === 0,
  )
  const sort = useSortPost(post)
  const onError = (error: Error) => notifyFailed(words(error))
  if (none) return null
  return (
    <section className="post-sorting" aria-label={t('sorting.title')}>
      <SortFields
        // Show at once what was pressed; the answer of the server takes its place.
        labels={sort.variables?.labels ?? post.labels.map(({ id }) => id)}
        campaignId={sort.variables?.campaignId === undefined ? post.campaignId : sort.variables.campaignId}
        disabled={!mayWrite || sort.isPending}
        onLabels={(labels) => sort.mutate({ labels }, { onError, onSettled: sort.reset })}
        onCampaign={(campaignId) => sort.mutate({ campaignId }, { onError, onSettled: sort.reset })}
      />
    </section>
  )
}
