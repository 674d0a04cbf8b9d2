import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import { labelsQuery } from '../team/team-api.ts'
import { Choices } from '../workspaces/settings/choices.tsx'
import { useEveryMember } from '../workspaces/settings/members-api.ts'
import { Chips } from './chips.tsx'
import { RuleConditions } from './rule-conditions.tsx'
import { Replay } from './rule-replay.tsx'
import { type Draft, type Rule, useSaveRule, type When, withDraft } from './rules-api.ts'

const DECISIONS = ['escalate', 'ignore', 'respond'] as const
/** Fields that show their own faults. */
const SHOWN_AT = [
  'name',
  'assignTo',
  'when.contains',
  'when.matches',
  'when.sender',
  'when.between',
  'when.accountId',
]

interface RuleDialogProps {
  draft: Draft
  rules: readonly Rule[]
  onClose: () => void
}

export function RuleDialog({ draft, rules, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  const title = t(draft.id === null ? 'rules.new' : 'rules.editTitle')
  return (
    <Dialog opened onClose={onClose} title={title} width={640}>
      <RuleForm draft={draft} rules={rules} onClose={onClose} />
    </Dialog>
  )
}

/** Edits a rule: its name, its conditions, what then happens; and what it would have changed. */
function RuleForm({ draft, rules, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  const [rule, set] = useState(draft)
  const save = useSaveRule()
  const labels = useQuery(labelsQuery).data ?? []
  const members = useEveryMember().filter(({ role }) => role !== 'viewer' && role !== 'analyst')
  const written: Draft = {
    ...rule,
    name: rule.name.trim(),
    when: filled(rule.when),
    assignTo: rule.decision === 'escalate' ? rule.assignTo : null,
  }
  const ready = written.name !== '' && Object.keys(written.when).length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    save.mutate(written, {
      onSuccess: () => {
        notifyDone(t('answers.saved'))
        onClose()
      },
    })
  }
  return (
    <form className="form rule-form" onSubmit={submit} data-testid="rule-form">
      <TextInput
        label={t('rules.name')}
        value={rule.name}
        maxLength={100}
        dir="auto"
        autoComplete="off"
        data-autofocus
        error={fieldError(save.error, 'name')}
        onChange={(event) => set({ ...rule, name: event.currentTarget.value })}
      />
      <RuleConditions when={rule.when} error={save.error} onChange={(when) => set({ ...rule, when })} />
      <Choices
        type="radio"
        legend={t('rules.thenLegend')}
        values={DECISIONS}
        chosen={[rule.decision]}
        onChange={([decision]) => decision && set({ ...rule, decision })}
        name={(decision) => t(`rules.then.${decision}`)}
        about={(decision) => t(`rules.thenAbout.${decision}`)}
      />
      {rule.decision === 'escalate' && (
        <NativeSelect
          label={t('rules.assignTo')}
          value={rule.assignTo ?? ''}
          error={fieldError(save.error, 'assignTo')}
          data={[
            { value: '', label: t('rules.whoever') },
            ...members.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
          onChange={(event) => set({ ...rule, assignTo: event.currentTarget.value || null })}
        />
      )}
      {labels.length > 0 && (
        <Chips
          legend={t('rules.labelsGiven')}
          values={labels.map(({ id }) => id)}
          chosen={rule.labelIds}
          name={(id) => labels.find((label) => label.id === id)?.name ?? id}
          onChange={(labelIds) => set({ ...rule, labelIds })}
        />
      )}
      <Replay
        hint={t('rules.replayHint')}
        what={() => ({ rules: withDraft(rules, { ...written, enabled: true }) })}
        ready={ready}
      />
      <FormFailure error={save.error} shownAt={SHOWN_AT} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={!ready}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}

/** Returns the conditions without those that were left empty. */
const filled = (when: When): When =>
  Object.fromEntries(
    Object.entries(when).flatMap(([name, value]) => {
      const kept = Array.isArray(value) ? value.map((one) => one.trim()).filter(Boolean) : value
      return kept === undefined || kept === '' || (Array.isArray(kept) && kept.length === 0)
        ? []
        : [[name, kept]]
    }),
  )
