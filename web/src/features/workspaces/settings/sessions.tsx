import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fullTime, shortDateTime } from '../../../lib/format.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { Failure, FormFailure, Loading } from '../../../ui/states.tsx'
import { Status } from '../../../ui/status.tsx'
import { deviceOf } from './device.ts'
import { sessionsQuery, useEndSession } from './profile-api.ts'
import { Section } from './section.tsx'

/** Lists the person's sessions, and ends those that they do not recognise. */
export function Sessions() {
  const { t } = useTranslation()
  const locale = useLocale()
  const sessions = useQuery(sessionsQuery)
  const end = useEndSession()
  return (
    <Section title={t('profile.sessions')} hint={t('profile.sessionsHint')}>
      {sessions.isPending && <Loading rows={2} />}
      {sessions.isError && <Failure error={sessions.error} retry={() => void sessions.refetch()} />}
      <ul className="row-list" data-testid="sessions">
        {sessions.data?.map(({ id, token, userAgent, updatedAt, isHere }) => (
          <li key={id} className="person-row" data-testid="session">
            <div className="person-lines">
              <span className="person-line-name">
                {deviceOf(userAgent ?? '') ?? t('profile.unknownDevice')}
              </span>
              <span className="person-line-about">
                <time dateTime={updatedAt} title={fullTime(updatedAt, locale)}>
                  {t('profile.lastUsed', { at: shortDateTime(updatedAt, locale) })}
                </time>
              </span>
            </div>
            {isHere ? (
              <Status tone="success">{t('profile.here')}</Status>
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                loading={end.isPending && end.variables === token}
                onClick={() => end.mutate(token)}
              >
                {t('profile.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FormFailure error={end.error} />
      {(sessions.data?.length ?? 0) > 2 && (
        <Button variant="default" className="setting-button" onClick={() => end.mutate(null)}>
          {t('profile.endOthers')}
        </Button>
      )}
    </Section>
  )
}
