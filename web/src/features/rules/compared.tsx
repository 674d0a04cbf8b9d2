import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { percent, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Status } from '../../ui/status.tsx'
import { TONES } from './rule-words.ts'
import type { Replayed } from './rules-api.ts'

type Triaged = Replayed['items'][number]['was']

/** Lists those of the replayed messages that would have been decided otherwise, what became of each beside what would have. */
export function Compared({ replayed: { items, changed } }: { replayed: Replayed }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (items.length === 0) return <p className="setting-note">{t('rules.replayNothing')}</p>
  const different = items.filter((item) => item.changed)
  return (
    <>
      <p className="replay-sum" role="status" data-testid="replay-sum">
        {t('rules.replaySum', { count: changed, of: items.length })}
      </p>
      {different.length > 0 && (
        <table className="replay-table">
          <thead>
            <tr>
              <th scope="col">{t('rules.replayMessage')}</th>
              <th scope="col">{t('rules.replayWas')}</th>
              <th scope="col">{t('rules.replayWould')}</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ messageId, conversationId, customerName, text, at, was, would }) => (
              <tr key={messageId}>
                <td>
                  <Link to="/inbox/$conversationId" params={{ conversationId }} dir="auto">
                    {text.trim() || t('rules.noText')}
                  </Link>
                  <span className="replay-about">
                    <bdi>{customerName}</bdi> · {shortDateTime(at, locale)}
                  </span>
                </td>
                <td>
                  <Decided {...was} />
                </td>
                <td>
                  <Decided {...would} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Decided({ decision, rule, matchedRule, example }: Triaged) {
  const { t } = useTranslation()
  const locale = useLocale()
  const why =
    rule?.name ??
    (example && t('deciding.like', { text: example.text, likeness: percent(example.likeness, locale) })) ??
    (matchedRule === 'outside_hours' ? t('why.rules.outside_hours') : null)
  return (
    <>
      <Status tone={decision ? TONES[decision] : 'machine'}>
        {decision ? t(`rules.then.${decision}`) : t('rules.leftToAssistant')}
      </Status>
      {why && (
        <span className="replay-about" dir="auto">
          {why}
        </span>
      )}
    </>
  )
}
