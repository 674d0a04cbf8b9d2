import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CompanyPost } from '#core/companies/schemas.ts'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status, toneOf } from '../../ui/status.tsx'
import { useCancelPost } from './api.ts'

/** A post that a rule has taken to a page: what it says, where it stands, and how to take it back. */
export function PostRow({ post, mayCancel }: { post: CompanyPost; mayCancel: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const cancel = useCancelPost()
  const { id, platform, pageName, authorName, status, text, error, problem, url, originalUrl } = post
  return (
    <li className="companies-row" data-testid="company-post">
      <p className="companies-head">
        <PlatformIcon platform={platform} />
        <strong dir="auto">{pageName}</strong>
        {authorName && <span className="muted">{t('companies.by', { name: authorName })}</span>}
        <time dateTime={post.scheduledFor}>{shortDateTime(post.scheduledFor, locale)}</time>
        <Status tone={toneOf(status)}>{t(`companies.status.${status}`)}</Status>
      </p>
      <p className="companies-text" dir="auto">
        {text}
      </p>
      {(problem ?? error) !== null && <p className="companies-problem">{said(problem ?? error ?? '')}</p>}
      <div className="companies-acts">
        {mayCancel && (
          <Button
            size="xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(id, { onError: (failure) => notifyFailed(words(failure)) })}
          >
            {t('companies.cancel')}
          </Button>
        )}
        <Link to="/calendar" search={{ post: post.scheduledPostId }}>
          {t('companies.inCalendar')}
        </Link>
        {originalUrl && (
          <a href={originalUrl} target="_blank" rel="noreferrer">
            {t('companies.original')}
          </a>
        )}
        {url && (
          <a href={url} target="_blank" rel="noreferrer">
            {t('companies.there')}
          </a>
        )}
      </div>
    </li>
  )
}
