import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Passage } from '#core/knowledge/schemas.ts'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DocumentIcon, QuestionIcon, SearchIcon } from '../../ui/icons.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { useAsk } from './api.ts'

/** Try before trust: what the machine would find for a question, before a customer asks it. */
export function AskBox() {
  const { t } = useTranslation()
  const [question, setQuestion] = useState('')
  const ask = useAsk()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (question.trim() !== '') ask.mutate(question.trim())
  }
  return (
    <section className="ask" aria-label={t('ask.title')}>
      <h2>{t('ask.title')}</h2>
      <p className="muted">{t('ask.hint')}</p>
      <form className="ask-form" onSubmit={submit}>
        <TextInput
          aria-label={t('ask.question')}
          placeholder={t('ask.placeholder')}
          leftSection={<SearchIcon size={16} />}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
          data-testid="ask"
          dir="auto"
        />
        <Button type="submit" size="sm" loading={ask.isPending}>
          {t('ask.submit')}
        </Button>
      </form>
      <div aria-live="polite">
        {ask.isPending && <Loading rows={2} />}
        {ask.isError && <Failure error={ask.error} retry={() => ask.mutate(ask.variables)} />}
        {ask.data?.items.length === 0 && <p className="muted">{t('ask.nothing')}</p>}
        {ask.data && ask.data.items.length > 0 && <Passages passages={ask.data.items} />}
      </div>
    </section>
  )
}

/** Best first. Each with where it comes from and how near it is, as the machine gets them. */
function Passages({ passages }: { passages: Passage[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <ol className="row-list">
      {passages.map(({ id, kind, title, content, score }) => (
        <li key={id} className="passage" data-testid="passage" data-kind={kind}>
          <p className="passage-title">
            {kind === 'faq' ? <QuestionIcon size={15} /> : <DocumentIcon size={15} />}
            <span dir="auto">{title}</span>
            <span className="passage-kind">{t(`ask.kind.${kind}`)}</span>
            <span className="muted" title={t('ask.score')}>
              {percent(score, locale)}
            </span>
          </p>
          <blockquote dir="auto">{content}</blockquote>
        </li>
      ))}
    </ol>
  )
}
