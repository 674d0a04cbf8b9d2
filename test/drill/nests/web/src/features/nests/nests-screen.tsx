import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { Screen } from '../../ui/screen.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { nestsKey } from './keys.ts'

export default function NestsScreen() {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: nestsKey,
    queryFn: ({ signal }) => api.get('/v1/nests', {}, signal),
  })
  return (
    <Screen title={t('nests.title')} description={t('nests.description')}>
      {isPending ? (
        <Loading rows={3} />
      ) : data ? (
        <ul className="row-list">
          {data.items.map(({ id, tree, eggs }) => (
            <li key={id}>{t('nests.row', { tree, eggs: eggs ?? '–' })}</li>
          ))}
        </ul>
      ) : (
        <Failure error={error} retry={() => void refetch()} />
      )}
    </Screen>
  )
}
