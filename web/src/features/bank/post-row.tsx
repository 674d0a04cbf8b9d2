import { useTranslation } from 'react-i18next'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import type { Found } from './api.ts'
import { day, Figures, Score } from './figures.tsx'

interface RowProps {
  post: Found
  open: boolean
  onOpen: () => void
}

export function PostRow({ post, open, onOpen }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const {
    author,
    platform,
    text,
    hook,
    hookType,
    topic,
    audience,
    metrics,
    score,
    postedAt,
    waiting,
    similarity,
  } = post
  const labels = [hookType?.name, topic?.name, audience?.name].filter((name) => name !== undefined)
  return (
    <li className="bank-row" data-testid="bank-row" data-open={open || undefined}>
      <button type="button" className="bare-button" onClick={onOpen} aria-current={open || undefined}>
        <span className="bank-row-head">
          <PlatformIcon platform={platform} />
          <strong>{author.name ?? t('bank.nobody')}</strong>
          <time dateTime={postedAt}>{day(postedAt, locale)}</time>
          {similarity != null && (
            <span className="bank-near">{t('bank.near', { share: percent(similarity, locale) })}</span>
          )}
          <Score score={score} />
        </span>
        <span className="bank-row-text" dir="auto">
          <Hooked text={text} hook={hook} />
        </span>
        <span className="bank-row-foot">
          <Figures metrics={metrics} />
          {labels.map((name) => (
            <span key={name} className="bank-label">
              {name}
            </span>
          ))}
          {waiting.length > 0 && <span className="bank-waiting">{t('bank.working')}</span>}
        </span>
      </button>
    </li>
  )
}

/** Shows a text with the words that it begins with set apart. */
export function Hooked({ text, hook }: { text: string; hook: string | null }) {
  const at = hook ? text.indexOf(hook) : -1
  if (!hook || at === -1) return text
  return (
    <>
      {text.slice(0, at)}
      <b className="bank-hook">{hook}</b>
      {text.slice(at + hook.length)}
    </>
  )
}
