import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BankPostDetail } from '#core/bank/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { entriesQuery } from '../taxonomy/api.ts'
import { Score } from './figures.tsx'

/** Weights of the numbers that a score counts, as docs/bank.md gives them. */
const WEIGHTS = { likes: 1, comments: 2, shares: 3, saves: 3 } as const
const COUNTED = ['likes', 'comments', 'shares', 'saves'] as const

/** Scores below this did worse than usual: nobody is told why such a post works. */
const AS_USUAL = 45

/** Says why a post works: what it begins with, how it is built, and its numbers beside what is usual. */
export function Why({ post }: { post: BankPostDetail }) {
  const { t } = useTranslation()
  const { hook, hookType, structure, topic, audience, score } = post
  const title = t(score === null || score >= AS_USUAL ? 'bank.why.title' : 'bank.why.weak')
  const types = useQuery(entriesQuery('hook-types')).data
  const structures = useQuery(entriesQuery('post-structures')).data
  const about = (entries: typeof types | typeof structures, id: string | undefined) =>
    entries?.find((entry) => entry.id === id)?.description
  return (
    <section className="bank-why" aria-label={title} data-testid="bank-why">
      <h3>{title}</h3>
      <Compared post={post} />
      <dl>
        <dt>{t('bank.why.hook')}</dt>
        <dd>{hook ? <q dir="auto">{hook}</q> : <span className="muted">{t('bank.why.noHook')}</span>}</dd>
        <Reason name={t('bank.why.hookType')} value={hookType?.name} about={about(types, hookType?.id)} />
        <Reason
          name={t('bank.why.structure')}
          value={structure?.name}
          about={about(structures, structure?.id)}
        />
        <Reason name={t('bank.filter.topic')} value={topic?.name} />
        <Reason name={t('bank.filter.audience')} value={audience?.name} />
      </dl>
    </section>
  )
}

function Reason({
  name,
  value,
  about,
}: {
  name: string
  value: string | undefined
  about?: string | undefined
}) {
  const { t } = useTranslation()
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {value ?? <span className="muted">{t('bank.why.unlabelled')}</span>}
        {about && <p className="muted bank-about">{about}</p>}
      </dd>
    </>
  )
}

/** Says what the score compares, in a sentence, and below it number by number. */
function Compared({ post }: { post: BankPostDetail }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { usual, score, engagement, metrics, author } = post
  if (!usual || score === null) return <p className="muted">{t('bank.why.noScore')}</p>
  const number = (value: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
  const times = (1 + engagement) / (1 + usual.expected)
  const name = author.name ?? t('bank.nobody')
  return (
    <>
      <p className="bank-compared">
        <Score score={score} />{' '}
        {times >= 1.1 || times <= 0.9
          ? t(usual.author === null ? 'bank.why.timesPlatform' : 'bank.why.times', {
              times: number(times),
              name,
            })
          : t('bank.why.asUsual')}
      </p>
      <details className="bank-formula">
        <summary>{t('bank.why.formula')}</summary>
        <table>
          <tbody>
            {COUNTED.map((one) => (
              <tr key={one}>
                <th scope="row">{t(`bank.why.counted.${one}`)}</th>
                <td>
                  {number(metrics[one] ?? 0)} × {WEIGHTS[one]}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('bank.why.engagement')}</th>
              <td>{number(engagement)}</td>
            </tr>
            {usual.author !== null && (
              <tr>
                <th scope="row">{t('bank.why.author', { count: usual.authorPosts, name })}</th>
                <td>{number(usual.author)}</td>
              </tr>
            )}
            <tr>
              <th scope="row">{t('bank.why.platform')}</th>
              <td>{number(usual.platform)}</td>
            </tr>
            <tr>
              <th scope="row">{t('bank.why.expected')}</th>
              <td>{number(usual.expected)}</td>
            </tr>
            <tr>
              <th scope="row">{t('bank.why.score')}</th>
              <td>{score}</td>
            </tr>
          </tbody>
        </table>
        <p className="muted">{t('bank.why.explained')}</p>
      </details>
    </>
  )
}
