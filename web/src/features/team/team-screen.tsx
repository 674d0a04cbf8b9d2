import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Screen } from '../../ui/screen.tsx'
import { meQuery } from '../workspaces/api.ts'
import { Labels } from './labels.tsx'
import { Replies } from './replies.tsx'
import './team.css'

/** What a team answers with and sorts by. */
export default function TeamScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const mayWrite = me.scopes.includes('answer')
  return (
    <Screen title={t('team.title')} description={t('team.description')}>
      <div className="team-screen">
        {!mayWrite && <p className="muted">{t('team.readOnly')}</p>}
        <Replies mayWrite={mayWrite} />
        <Labels mayWrite={mayWrite} />
      </div>
    </Screen>
  )
}
