import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AutomationRule } from '#core/automation/schemas.ts'
import { PlusIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { charactersQuery } from '../characters/api.ts'
import { meQuery } from '../workspaces/api.ts'
import { rulesQuery, useDeleteRule } from './api.ts'
import { Executions } from './executions.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleRow } from './rule-row.tsx'
import '../operations/operations.css'
import './automation.css'

const TABS = ['rules', 'executions'] as const

/** The rules by which characters post, and what came of them. */
export default function AutomationScreen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/signed-in/automation' })
  const navigate = useNavigate()
  const { data: me } = useSuspenseQuery(meQuery)
  const characters = useInfiniteQuery(charactersQuery()).data?.pages.flatMap((page) => page.items)
  const [edited, edit] = useState<AutomationRule | null | undefined>(undefined)
  const tab = TABS.find((one) => one === search.tab) ?? 'rules'
  const mayManage = me.scopes.includes('manage')
  const isFirst = characters?.length === 0
  return (
    <Screen
      title={t('automation.title')}
      description={t('automation.description')}
      actions={
        mayManage &&
        characters &&
        !isFirst && (
          <Button size="xs" leftSection={<PlusIcon size={14} />} onClick={() => edit(null)}>
            {t('automation.add')}
          </Button>
        )
      }
    >
      <nav className="tabs" aria-label={t('automation.title')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/automation"
            search={{ tab: one, character: search.character }}
            className="tab"
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`automation.tab.${one}`)}
          </Link>
        ))}
        <Link to="/characters" className="tab">
          {t('automation.characters')}
        </Link>
      </nav>
      {isFirst ? (
        <Empty icon={<PlusIcon />} title={t('automation.noCharacter')}>
          <Link to="/characters">{t('automation.toCharacters')}</Link>
        </Empty>
      ) : (
        <>
          <div className="automation-filters">
            <NativeSelect
              size="xs"
              aria-label={t('automation.byCharacter')}
              value={search.character ?? ''}
              onChange={(event) =>
                void navigate({
                  to: '/automation',
                  search: { ...search, rule: undefined, character: event.currentTarget.value || undefined },
                })
              }
              data={[
                { value: '', label: t('automation.anyCharacter') },
                ...(characters ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
          {tab === 'rules' ? (
            <Rules
              characterId={search.character}
              edit={edit}
              mayManage={mayManage}
              mayWrite={me.scopes.includes('write')}
            />
          ) : (
            <Executions />
          )}
        </>
      )}
      {edited !== undefined && characters && (
        <RuleDialog rule={edited} characters={characters} onClose={() => edit(undefined)} />
      )}
    </Screen>
  )
}

interface RulesProps {
  characterId: string | undefined
  mayManage: boolean
  mayWrite: boolean
  edit: (rule: AutomationRule) => void
}

function Rules({ characterId, mayManage, mayWrite, edit }: RulesProps) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(rulesQuery(characterId))
  const remove = useDeleteRule()
  const { removeLater, isShown } = useRemoval((id, onError) => remove.mutate(id, { onError }))
  const rules = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(isShown)
  return (
    <>
      {list.isPending && <Loading rows={4} />}
      {list.error && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && rules.length === 0 && (
        <Empty icon={<PlusIcon />} title={t('automation.none')}>
          {t('automation.noneHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t('automation.tab.rules')}>
        {rules.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            mayManage={mayManage}
            mayWrite={mayWrite}
            onEdit={() => edit(rule)}
            onDelete={() => removeLater(rule.id, t('automation.deleted', { name: rule.name }))}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </>
  )
}
