import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewSource } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { capturedQuery } from './api.ts'

const WAYS = ['text', 'url', 'post'] as const
type Way = (typeof WAYS)[number]

interface NewDraftProps {
  /** A captured post to begin from. */
  postId: string | undefined
  onClose: () => void
}

export function NewDraft(props: NewDraftProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={props.onClose} title={t('draft.new')} width={620}>
      <Form {...props} />
    </Dialog>
  )
}

/** Begins a draft from a text, an address or a captured post. */
function Form({ postId }: NewDraftProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const attempt = useAttempt()
  const [way, setWay] = useState<Way>(postId ? 'post' : 'text')
  const [text, setText] = useState('')
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState(postId ?? '')
  const begin = useMutation({
    mutationFn: (source: NewSource) =>
      api.post('/v1/drafts', { body: { source }, idempotencyKey: attempt(source) }),
    onSuccess: ({ id }) => void navigate({ to: '/drafts/$draftId', params: { draftId: id } }),
  })
  const sources: Record<Way, NewSource> = {
    text: { type: 'text', text },
    url: { type: 'url', url },
    post: { type: 'post', postId: chosen },
  }
  const given = { text, url, post: chosen }[way].trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (given !== '') begin.mutate(sources[way])
  }
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        aria-label={t('draft.from')}
        data={WAYS.map((value) => ({ value, label: t(`draft.way.${value}`) }))}
        value={way}
        onChange={(value) => setWay(WAYS.find((one) => one === value) ?? 'text')}
      />
      {way === 'text' && (
        <Textarea
          label={t('draft.sourceText')}
          description={t('draft.sourceHint')}
          rows={9}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {way === 'url' && (
        <TextInput
          type="url"
          label={t('draft.address')}
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      )}
      {way === 'post' && <Captured chosen={chosen} onChoose={setChosen} />}
      <FormFailure error={begin.error} />
      <div className="form-actions">
        <Button type="submit" loading={begin.isPending} disabled={given === ''}>
          {t('draft.begin')}
        </Button>
      </div>
    </form>
  )
}

const SEARCH_AFTER_MS = 250

/** Finds captured posts by meaning, to choose one. */
function Captured({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [query] = useDebouncedValue(words.trim(), SEARCH_AFTER_MS)
  const { data: posts = [], isSuccess } = useQuery(capturedQuery(query))
  return (
    <>
      <TextInput
        label={t('draft.search')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <fieldset className="captured">
        <legend>{t('draft.way.post')}</legend>
        {isSuccess && posts.length === 0 && <p className="muted">{t('draft.noPosts')}</p>}
        {posts.map((post) => (
          <label key={post.id} className="captured-post">
            <input
              type="radio"
              name="captured"
              checked={chosen === post.id}
              onChange={() => onChoose(post.id)}
            />
            <span>
              <strong>{post.author.name ?? post.platform}</strong>
              <span className="draft-text">{post.text}</span>
            </span>
            {post.score !== null && <span className="draft-count">{post.score}</span>}
          </label>
        ))}
      </fieldset>
    </>
  )
}
