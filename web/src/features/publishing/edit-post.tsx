import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { graphemes } from '../../lib/format.ts'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useUpdatePost } from './api.ts'
import { instantOf, wallTimeOf } from './zoned-time.ts'

export function EditPost({ post, onDone }: { post: ScheduledPost; onDone: () => void }) {
  const { t } = useTranslation()
  const before = { text: post.text, at: wallTimeOf(post.publishAt, post.timezone) }
  const [text, setText] = useState(before.text)
  const [at, setAt] = useState(before.at)
  const update = useUpdatePost()
  const change = {
    ...(text === before.text ? {} : { text }),
    ...(at === before.at ? {} : { publishAt: instantOf(at, post.timezone) }),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate({ id: post.id, ...change }, { onSuccess: onDone })
  }
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={t('post.text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={fieldError(update.error, 'text')}
        description={t('post.count', { count: graphemes(text) })}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        rows={8}
        dir="auto"
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={t('post.at')}
        description={post.timezone}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        error={fieldError(update.error, 'publishAt')}
        required
        withAsterisk={false}
      />
      <FormFailure error={update.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onDone}>
          {t('action.close')}
        </Button>
        <Button
          type="submit"
          loading={update.isPending}
          disabled={text.trim() === '' || at === '' || Object.keys(change).length === 0}
        >
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
