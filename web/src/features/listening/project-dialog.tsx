import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreateProject, Project } from '#core/listening/schemas/projects.ts'
import { ApiError } from '../../lib/errors.ts'
import { platformsQuery, usePlatformName } from '../../lib/platforms.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { useCreateProject } from './api.ts'
import { namesIn } from './project-search.ts'

interface DialogProps {
  onClose: () => void
  onMade: (project: Project) => void
}

/** Pages and feeds of the web: what belongs to no platform that is connected. */
const WEB = 'web'

/** Makes a project: where to listen, and for what. */
export default function ProjectDialog({ onClose, onMade }: DialogProps) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const offered = [WEB, ...(useQuery(platformsQuery).data ?? []).map(({ id }) => id)]
  const [name, setName] = useState('')
  const [platforms, setPlatforms] = useState<readonly string[]>([])
  const [hashtags, setHashtags] = useState('')
  const [creators, setCreators] = useState('')
  const [query, setQuery] = useState('')
  const create = useCreateProject(useAttempt())
  const named = { hashtags: namesIn(hashtags), creators: namesIn(creators), query: query.trim() }
  const isScoped = named.hashtags.length > 0 || named.creators.length > 0 || named.query !== ''
  const ready = name.trim() !== '' && platforms.length > 0 && isScoped
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { hashtags, creators, query } = named
    const body: CreateProject = {
      name: name.trim(),
      platforms: [...platforms],
      scope: {
        ...(hashtags.length > 0 ? { hashtags } : {}),
        ...(creators.length > 0 ? { creators } : {}),
        ...(query === '' ? {} : { query }),
      },
    }
    if (ready) create.mutate(body, { onSuccess: onMade })
  }
  return (
    <Dialog opened onClose={onClose} title={t('listening.new')} width={560}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={t('listening.form.name')}
          maxLength={255}
          dir="auto"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(create.error, 'name')}
        />
        <fieldset className="heard-platforms">
          <legend>{t('listening.form.platforms')}</legend>
          {offered.map((id) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={platforms.includes(id)}
                onChange={(event) =>
                  setPlatforms(
                    event.currentTarget.checked
                      ? [...platforms, id]
                      : platforms.filter((platform) => platform !== id),
                  )
                }
              />
              {id === WEB ? t('listening.form.web') : platformName(id)}
            </label>
          ))}
        </fieldset>
        <TextInput
          label={t('listening.form.hashtags')}
          placeholder="#coffee #brunch"
          value={hashtags}
          onChange={(event) => setHashtags(event.currentTarget.value)}
          error={fieldError(create.error, 'scope.hashtags')}
        />
        <TextInput
          label={t('listening.form.creators')}
          placeholder="@ada @noe"
          value={creators}
          onChange={(event) => setCreators(event.currentTarget.value)}
          error={fieldError(create.error, 'scope.creators')}
        />
        <Textarea
          label={t('listening.form.query')}
          description={t('listening.form.queryHint')}
          placeholder={'(coffee OR "flat white") lang:en -giveaway'}
          rows={2}
          maxLength={2000}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          error={fieldError(create.error, 'scope.query')}
        />
        <Mistake query={named.query} error={create.error} />
        <p className="muted">{t('listening.form.both')}</p>
        <FormFailure error={create.error} shownAt={['name', 'scope']} />
        <div className="form-actions">
          <Button type="submit" loading={create.isPending} disabled={!ready}>
            {t('listening.form.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Points at the place of a query where the server stopped to understand it. */
function Mistake({ query, error }: { query: string; error: unknown }) {
  const { t } = useTranslation()
  const fault =
    error instanceof ApiError
      ? error.faults.find(({ path, code }) => path === 'scope.query' && code === 'query')
      : null
  const at = fault?.limit
  if (at === undefined) return null
  return (
    <p className="heard-mistake" data-testid="mistake">
      <span className="sr-only">{t('listening.form.mistake', { at: at + 1 })}</span>
      <code className="mono">
        {query.slice(0, at)}
        <mark>{query.slice(at, at + 1) || ' '}</mark>
        {query.slice(at + 1)}
      </code>
    </p>
  )
}
