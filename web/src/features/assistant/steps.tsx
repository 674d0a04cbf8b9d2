import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChatStep } from '#core/assistant/schemas.ts'
import { FormFailure } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { useDecide } from './api.ts'
import { GoLink } from './go-link.tsx'

const TOOLS = [
  'today',
  'list_accounts',
  'list_conversations',
  'read_conversation',
  'list_escalations',
  'list_contacts',
  'list_comments',
  'search_knowledge',
  'list_answers',
  'search_bank',
  'list_topics',
  'list_drafts',
  'list_scheduled_posts',
  'list_listening_projects',
  'read_listening_posts',
  'figures',
  'figures_by',
  'add_answer',
  'add_note',
  'create_draft',
  'propose_post',
  'propose_hooks',
  'schedule_post',
] as const
const FIELDS = [
  'title',
  'targetTopic',
  'text',
  'question',
  'answer',
  'accountIds',
  'publishAtLocal',
  'timezone',
  'count',
] as const
const TONES = {
  done: 'success',
  failed: 'danger',
  proposed: 'warning',
  running: 'info',
  cancelled: 'neutral',
  unknown: 'danger',
} as const

function useToolName() {
  const { t } = useTranslation()
  return (tool: string) => {
    const known = TOOLS.find((one) => one === tool)
    return known ? t(`assistant.tool.${known}`) : tool
  }
}

/** Lists what an answer looked up, folded. */
export function Lookups({ steps }: { steps: readonly ChatStep[] }) {
  const { t } = useTranslation()
  const nameOf = useToolName()
  if (steps.length === 0) return null
  return (
    <details className="chat-lookups">
      <summary>{t('assistant.lookedUp', { count: steps.length })}</summary>
      <ul>
        {steps.map(({ id, tool, input, state, result }) => (
          <li key={id}>
            <details>
              <summary>
                {nameOf(tool)}{' '}
                {state !== 'done' && <Status tone={TONES[state]}>{t(`assistant.state.${state}`)}</Status>}
              </summary>
              {Object.keys(input).length > 0 && (
                <pre className="chat-data">{JSON.stringify(input, null, 2)}</pre>
              )}
              {result && <pre className="chat-data">{pretty(result)}</pre>}
            </details>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Indents a result; one that was cut is no JSON any more, and is shown as it is. */
function pretty(result: string): string {
  try {
    return JSON.stringify(JSON.parse(result), null, 2)
  } catch (error) {
    if (error instanceof SyntaxError) return result
    throw error
  }
}

interface ProposalProps {
  chatId: string
  messageId: string
  step: ChatStep
  /** The answer is still being written: it is decided when it has ended. */
  waiting: boolean
}

/** A change that the assistant proposes: what exactly would be done, and what became of it. */
export function Proposal({ chatId, messageId, step, waiting }: ProposalProps) {
  const { t } = useTranslation()
  const nameOf = useToolName()
  const decide = useDecide(chatId)
  const { id: stepId, tool, input, state, result, to } = step
  const act = (confirmed: boolean) => decide.mutate({ messageId, stepId, confirmed })
  return (
    <section className="chat-proposal" aria-label={nameOf(tool)} data-testid="proposal">
      <header>
        <strong>{nameOf(tool)}</strong>
        <Status tone={TONES[state]}>{t(`assistant.state.${state}`)}</Status>
      </header>
      <Input input={input} />
      {state === 'proposed' && (
        <div className="chat-acts">
          <Button
            size="xs"
            disabled={waiting}
            loading={decide.isPending && decide.variables.confirmed}
            onClick={() => act(true)}
          >
            {t('assistant.confirm')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={waiting || decide.isPending}
            onClick={() => act(false)}
          >
            {t('assistant.cancel')}
          </Button>
        </div>
      )}
      {state === 'done' && to && <GoLink to={to}>{t('assistant.open')}</GoLink>}
      {state === 'unknown' && <p className="muted">{t('assistant.unknownHint')}</p>}
      {(state === 'failed' || state === 'unknown') && result && <p className="chat-error">{result}</p>}
      <FormFailure error={decide.error} />
    </section>
  )
}

/** Says a proposal's input as people read it: accounts by their names, ids of other things not at all. */
function Input({ input }: { input: ChatStep['input'] }) {
  const { t } = useTranslation()
  const { data: accounts } = useQuery({ ...accountsQuery, enabled: 'accountIds' in input })
  const said = (value: unknown) => {
    if (!Array.isArray(value)) return String(value)
    return value.map((id) => accounts?.find((account) => account.id === id)?.name ?? String(id)).join(', ')
  }
  return (
    <dl>
      {FIELDS.filter((field) => input[field] !== undefined).map((field) => (
        <div key={field}>
          <dt className="muted">{t(`assistant.field.${field}`)}</dt>
          <dd dir="auto">{said(input[field])}</dd>
        </div>
      ))}
    </dl>
  )
}
