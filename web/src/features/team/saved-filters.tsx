import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import '../../ui/label.css'
import { useAttempt } from '../../lib/use-attempt.ts'
import { TrashIcon } from '../../ui/icons.tsx'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { type ConversationFilter, listOf } from '../inbox/api.ts'
import { meQuery } from '../workspaces/api.ts'
import { type SavedFilter, savedFiltersQuery, useDeleteFilter, useSaveFilter } from './team-api.ts'

/** Returns a saved filter as the address bar has it. */
const asSearch = ({ query }: SavedFilter): ConversationFilter => {
  const { accountId: account, labelId: label, ...rest } = query
  return { ...rest, account, label }
}

/** The filters that the team has saved, and the present one to save. */
export function SavedFilters({ filter }: { filter: ConversationFilter }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const mayAnswer = useSuspenseQuery(meQuery).data.scopes.includes('answer')
  const saved = useQuery(savedFiltersQuery).data ?? []
  const save = useSaveFilter(useAttempt())
  const remove = useDeleteFilter()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const [name, setName] = useState('')
  const { since: _, ...query } = listOf(filter)
  const onSave = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { name, query },
      { onSuccess: () => setName(''), onError: (error) => notifyFailed(words(error)) },
    )
  }
  return (
    <section aria-label={t('team.filter.saved')}>
      <ul className="views-list">
        {saved.filter(isShown).map((one) => (
          <li key={one.id} className="views-saved">
            <Link to="." search={asSearch(one)} className="label-chip">
              <span dir="auto">{one.name}</span>
            </Link>
            {mayAnswer && (
              <ActionIcon
                aria-label={t('team.filter.delete', { name: one.name })}
                onClick={() => removeLater(one.id, t('team.filter.deleted', { name: one.name }))}
              >
                <TrashIcon size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayAnswer && (
        <form className="views-save" onSubmit={onSave}>
          <TextInput
            size="xs"
            maxLength={50}
            aria-label={t('team.filter.name')}
            placeholder={t('team.filter.name')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            disabled={name.trim() === ''}
            loading={save.isPending}
          >
            {t('team.filter.save')}
          </Button>
        </form>
      )}
    </section>
  )
}
