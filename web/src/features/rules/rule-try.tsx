import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure, Loading } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { Section } from '../workspaces/settings/section.tsx'
import { TONES } from './rule-words.ts'
import { type Tried, useTryRules } from './rules-api.ts'

const TEXT_MAX = 4096

/** Tries a message against the rules that are saved. */
export function TryRules() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const trying = useTryRules()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') trying.mutate({ text })
  }
  return (
    <Section title={t('answers.try')} hint={t('rules.tryHint')}>
      <form className="try-form" onSubmit={submit}>
        <TextInput
          aria-label={t('answers.tryText')}
          placeholder={t('rules.tryPlaceholder')}
          value={text}
          maxLength={TEXT_MAX}
          dir="auto"
          data-testid="try-rules"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={trying.isPending}>
          {t('answers.trySubmit')}
        </Button>
      </form>
      <div aria-live="polite">
        {trying.isPending && <Loading rows={1} />}
        {trying.isError && <Failure error={trying.error} retry={() => trying.mutate(trying.variables)} />}
        {trying.data && <TriedRules tried={trying.data} />}
      </div>
    </Section>
  )
}

function TriedRules({ tried: { decision, rule, matchedRule, considered } }: { tried: Tried }) {
  const { t } = useTranslation()
  const step = matchedRule !== null && matchedRule !== 'triage_rule' ? t(`why.rules.${matchedRule}`) : null
  return (
    <div className="tried" data-testid="tried-rules" data-decision={decision ?? 'assistant'}>
      <p className="tried-verdict">
        <Status tone={decision ? TONES[decision] : 'machine'}>
          {decision ? t(`answers.would.${decision}`) : t('rules.leftToAssistant')}
        </Status>
        <span className="muted">{rule ? t('why.ownRule', { name: rule.name }) : step}</span>
      </p>
      <ul className="rule-misses">
        {considered
          .filter(({ matches, enabled }) => !matches || !enabled)
          .map(({ id, name, enabled, misses }) => (
            <li key={id}>
              <span dir="auto">{name}</span>:{' '}
              {misses.length > 0
                ? t('rules.misses', {
                    conditions: misses.map((one) => t(`rules.condition.${one}`)).join(', '),
                  })
                : !enabled && t('rules.isOff')}
            </li>
          ))}
      </ul>
    </div>
  )
}
