import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Screen } from '../../ui/screen.tsx'
import { meQuery } from '../workspaces/api.ts'
import { LogList } from './log/log-list.tsx'
import { soughtIn } from './log/lookup.ts'
import { ModelCalls } from './model-calls.tsx'
import { FindField } from './parts/find-field.tsx'
import { Tabs } from './parts/tabs.tsx'
import { Updates } from './updates.tsx'
import './parts/entries.css'
import './operations.css'

/** Shows a workspace what its machines did: events that came in, calls of models, errors. */
export default function ActivityScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const search = useSearch({ strict: false })
  const { status, level, reference } = search
  const navigate = useNavigate()
  const go = (change: Partial<typeof search>) =>
    void navigate({ to: '/activity', search: (before) => ({ ...before, ...change }) })
  const mayReadLog = me.scopes.includes('manage')
  const tabs = [
    { id: 'updates', label: t('operations.tab.updates') },
    { id: 'model-calls', label: t('operations.tab.modelCalls') },
    ...(mayReadLog ? [{ id: 'log', label: t('operations.tab.log') }] : []),
  ]
  const tab = tabs.find(({ id }) => id === search.tab)?.id ?? 'updates'
  const findTab = mayReadLog ? 'log' : 'model-calls'
  return (
    <Screen
      title={t('nav.activity')}
      description={t('activity.description')}
      actions={
        <FindField
          key={reference}
          placeholder={t(mayReadLog ? 'operations.findPlaceholder' : 'operations.findCallPlaceholder')}
          value={reference ?? ''}
          onFind={(text) =>
            go(
              text
                ? { tab: findTab, status: undefined, level: undefined, reference: text }
                : { reference: text },
            )
          }
        />
      }
    >
      <Tabs to="/activity" tabs={tabs} current={tab} />
      {tab === 'updates' && <Updates status={status} onFilter={go} />}
      {tab === 'model-calls' && (
        <ModelCalls
          failedOnly={status === 'failed'}
          reference={referenceIn(reference)}
          linkToLog={mayReadLog}
          onFilter={go}
        />
      )}
      {tab === 'log' && <LogList scope="workspace" level={level} text={reference} onFilter={go} />}
    </Screen>
  )
}

/** Returns the reference to search calls by. Other text is passed on and finds nothing, as a mistyped reference does. */
function referenceIn(text: string | undefined): string | undefined {
  const sought = soughtIn(text)
  return sought && 'reference' in sought ? sought.reference : text?.slice(0, 20)
}
