import { ActionIcon, Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Hook } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { said } from '../../lib/server-words.ts'
import { CheckIcon, EditIcon, RefreshIcon, SparkIcon } from '../../ui/icons.tsx'
import type { DraftWork } from './api.ts'

interface PartProps {
  draft: Draft
  work: DraftWork
}

/** The hooks to choose from: propose them, all or one anew, rewrite one, select one. */
export function HooksPart({ draft, work }: PartProps) {
  const { t } = useTranslation()
  const { id, hooks, moves, source } = draft
  const propose = (body: { replace?: string } = {}) =>
    work.mutate(() => api.post('/v1/drafts/{id}/hooks', { params: { id }, body }))
  const mayPropose = moves.includes('hooks')
  return (
    <section className="draft-part">
      <header className="draft-part-head">
        <h2>{t('draft.hooks')}</h2>
        {mayPropose && (
          <Button
            variant={hooks.length === 0 ? 'filled' : 'default'}
            size="xs"
            leftSection={<SparkIcon size={14} />}
            loading={work.isPending}
            disabled={source === null}
            onClick={() => propose()}
          >
            {t(hooks.length === 0 ? 'draft.propose' : 'draft.proposeAnew')}
          </Button>
        )}
      </header>
      {hooks.length === 0 && <p className="muted">{t('draft.noHooks')}</p>}
      <ul className="draft-hooks">
        {hooks.map((hook) => (
          <HookRow
            key={hook.id}
            {...{ draft, hook, work }}
            onReplace={mayPropose ? () => propose({ replace: hook.id }) : null}
          />
        ))}
      </ul>
    </section>
  )
}

function HookRow({
  draft: { id, moves },
  hook,
  work,
  onReplace,
}: PartProps & { hook: Hook; onReplace: (() => void) | null }) {
  const { t } = useTranslation()
  const [text, setText] = useState<string | null>(null)
  const params = { id, hookId: hook.id }
  const save = (words: string) =>
    work.mutate(() => api.patch('/v1/drafts/{id}/hooks/{hookId}', { params, body: { text: words } }), {
      onSuccess: () => setText(null),
    })
  const select = () => work.mutate(() => api.post('/v1/drafts/{id}/hooks/{hookId}/select', { params }))
  return (
    <li className="draft-hook" data-selected={hook.selected || undefined} data-testid="hook">
      {text === null ? (
        <p dir="auto">{hook.text}</p>
      ) : (
        <Textarea
          aria-label={t('draft.hook')}
          autosize
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <p className="draft-meta">
        {[hook.hookType, hook.score === null ? t('draft.byHand') : t('draft.score', { score: hook.score })]
          .filter(Boolean)
          .join(' · ')}
        {hook.reason && ` · ${said(hook.reason)}`}
      </p>
      <div className="draft-hook-acts">
        {text !== null ? (
          <Button size="xs" disabled={text.trim() === ''} onClick={() => save(text)}>
            {t('draft.save')}
          </Button>
        ) : (
          <>
            {moves.includes('select') && (
              <Button
                size="xs"
                variant={hook.selected ? 'filled' : 'default'}
                leftSection={hook.selected && <CheckIcon size={14} />}
                onClick={select}
              >
                {t(hook.selected ? 'draft.selected' : 'draft.select')}
              </Button>
            )}
            {onReplace && (
              <ActionIcon variant="subtle" color="gray" aria-label={t('draft.replace')} onClick={onReplace}>
                <RefreshIcon size={16} />
              </ActionIcon>
            )}
            {moves.includes('validate') || moves.includes('select') ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('draft.rewrite')}
                onClick={() => setText(hook.text)}
              >
                <EditIcon size={16} />
              </ActionIcon>
            ) : null}
          </>
        )}
      </div>
    </li>
  )
}
