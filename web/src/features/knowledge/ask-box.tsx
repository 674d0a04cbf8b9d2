import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Passage } from '#core/knowledge/schemas.ts'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { DocumentIcon, QuestionIcon, SearchIcon } from '../../ui/icons.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { useAsk } from './api.ts'
import { commonWords, nearness } from './common-words.ts'
import type { Reading } from './reading-panel.tsx'

/** Asks a question before a customer does, and shows what the machine would find. */
export function AskBox({ onOpen }: { onOpen: (reading: Reading) => void }) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState('')
  const ask = useAsk()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (question.trim() !== '') ask.mutate(question.trim())
  }
  return (
    <section className="ask" aria-label={t('ask.title')}>
      <div className="ask-stays">
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
          {ask.data && ask.data.items.length > 0 && (
            <Passages passages={ask.data.items} question={ask.variables} onOpen={onOpen} />
          )}
        </div>
      </div>
    </section>
  )
}

/** Removes leading headings, which the section above already shows. */
const withoutHeading = (content: string) => content.replace(/^(?:#{1,6} [^\n]*\n+)+(?=.)/, '')

interface PassagesProps {
  passages: Passage[]
  question: string
  onOpen: (reading: Reading) => void
}

/** Lists passages, best first, each with its source and its nearness, as the machine gets them. */
function Passages(props: PassagesProps) {
  const { t } = useTranslation()
  return (
    <>
      <p className="muted ask-order">{t('ask.order')}</p>
      <ol className="row-list">
        {props.passages.map((passage) => (
          <li key={passage.id} className="passage" data-testid="passage" data-kind={passage.kind}>
            <Found {...props} passage={passage} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Found({ passage, question, onOpen }: PassagesProps & { passage: Passage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { kind, documentId, title, section, content, score, start, end } = passage
  return (
    <>
      <p className="passage-title">
        {kind === 'faq' ? <QuestionIcon size={15} /> : <DocumentIcon size={15} />}
        <span dir="auto">{title}</span>
        <span className="passage-kind">{t(kind === 'faq' ? 'ask.kind.faq' : 'ask.kind.chunk')}</span>
      </p>
      {section && (
        <p className="passage-section" dir="auto">
          {section}
        </p>
      )}
      <blockquote dir="auto">
        {commonWords(question, withoutHeading(content)).map(({ text, isCommon, at }) =>
          isCommon ? <mark key={at}>{text}</mark> : text,
        )}
      </blockquote>
      <p className="passage-foot">
        <span>
          {t(`ask.near.${nearness(score)}`)}
          {score > 0 && ` · ${percent(score, locale)}`}
        </span>
        {documentId && (
          <button
            type="button"
            className="link-button"
            onClick={() => onOpen({ id: documentId, title, passage: { start, end } })}
          >
            {t('ask.open')}
          </button>
        )}
      </p>
    </>
  )
}
