import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { modelCallsQuery } from '../api.ts'
import { ModelCallEntry } from '../model-call.tsx'
import { soughtIn } from './lookup.ts'

interface ModelErrorsProps {
  text: string | undefined
  linkToLog: boolean
}

/** Shows the model errors of a reference, since it may name one of these as well as a line of the log. */
export function ModelErrors({ text, linkToLog }: ModelErrorsProps) {
  const sought = soughtIn(text)
  if (!sought || !('reference' in sought)) return null
  return <Errors reference={sought.reference} linkToLog={linkToLog} />
}

function Errors({ reference, linkToLog }: { reference: string; linkToLog: boolean }) {
  const { t } = useTranslation()
  const { data } = useInfiniteQuery(modelCallsQuery({ reference }))
  const calls = data?.pages.flatMap((page) => page.items) ?? []
  if (calls.length === 0) return null
  return (
    <>
      <h2 className="part-title">{t('log.modelErrors')}</h2>
      <ul className="row-list">
        {calls.map((call) => (
          <ModelCallEntry key={call.id} call={call} linkToLog={linkToLog} />
        ))}
      </ul>
      <h2 className="part-title">{t('log.lines')}</h2>
    </>
  )
}
