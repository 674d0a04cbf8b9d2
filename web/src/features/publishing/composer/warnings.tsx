import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import type { CreateScheduledPost } from '#core/publishing/schemas.ts'
import { AlertIcon } from '../../../ui/icons.tsx'
import { warningsQuery } from './api.ts'

const SETTLED_MS = 500

interface WarningsProps {
  /** The post that would be saved; null while something is missing. */
  input: CreateScheduledPost | null
  accounts: readonly Account[]
  /** The post that is edited, which does not clash with itself. */
  except: string | undefined
}

/** Shows warnings about the post; none of them prevents saving. */
export function Warnings({ input, accounts, except }: WarningsProps) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(input, SETTLED_MS)
  const { data = [] } = useQuery(warningsQuery(settled))
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const shown = input ? data.filter(({ postId }) => postId === null || postId !== except) : []
  return (
    <ul className="hints" aria-live="polite">
      {shown.map(({ code, accountId, postId }) => (
        <li key={`${code} ${accountId} ${postId}`} data-tone="warning" data-testid="post-warning">
          <AlertIcon size={15} />
          <span>
            {t(`compose.warning.${code}`, { account: names.get(accountId) ?? '' })}{' '}
            {postId && (
              <Link
                to="/calendar"
                search={(before) => ({ ...before, post: postId })}
                target="_blank"
                className="hint-link"
              >
                {t('compose.seeIt')}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
