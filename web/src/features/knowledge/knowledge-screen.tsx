import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Screen } from '../../ui/screen.tsx'
import { meQuery } from '../workspaces/api.ts'
import { AskBox } from './ask-box.tsx'
import { Documents } from './documents.tsx'
import { Faqs } from './faqs.tsx'
import type { Reading } from './reading-panel.tsx'
import '../operations/operations.css'
import './knowledge.css'

const ReadingPanel = lazy(() => import('./reading-panel.tsx'))

const TABS = ['documents', 'faqs'] as const

/** The sources of answers: documents and FAQs, beside a box to ask both. */
export default function KnowledgeScreen() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const search = useSearch({ strict: false })
  const tab = TABS.find((one) => one === search.tab) ?? 'documents'
  const [reading, setReading] = useState<Reading | null>(null)
  const mayWrite = me.scopes.includes('answer')
  return (
    <Screen title={t('nav.knowledge')} description={t('document.description')}>
      <nav className="tabs" aria-label={t('faq.tabs')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/knowledge"
            search={{ tab: one }}
            className="tab"
            data-tab={one}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`faq.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <div className="knowledge">
        {tab === 'documents' ? (
          <Documents key={search.search} sought={search.search} mayWrite={mayWrite} onOpen={setReading} />
        ) : (
          <Faqs key={search.search} sought={search.search} mayWrite={mayWrite} />
        )}
        <AskBox onOpen={setReading} />
      </div>
      {reading && (
        <Suspense>
          <ReadingPanel reading={reading} onClose={() => setReading(null)} />
        </Suspense>
      )}
    </Screen>
  )
}
