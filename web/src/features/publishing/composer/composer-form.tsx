import { Button, Kbd, SegmentedControl } from '@mantine/core'
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#core/accounts/schemas.ts'
import type { Scope, Series } from '#core/publishing/schemas.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { FormFailure, fieldError } from '../../../ui/states.tsx'
import { useAttachments } from '../../media/use-attachments.ts'
import { useFileDrop } from '../../media/use-file-drop.ts'
import { hasBegun, isWholeSeries } from '../post-rules.ts'
import { SortFields } from '../sorting/sort-fields.tsx'
import { longTime } from '../times.ts'
import { contentOn } from '../variants.ts'
import { wallOf } from '../wall-time.ts'
import { AccountChips } from './account-chips.tsx'
import { AdaptTabs } from './adapt-tabs.tsx'
import { CharacterMedia } from './character-media.tsx'
import { DraftOffer } from './draft-offer.tsx'
import { lengthsOf } from './length.ts'
import { MediaField } from './media-field.tsx'
import { Occurrences } from './occurrences.tsx'
import { PostPreview } from './post-preview.tsx'
import { following, fromRrule, toRrule } from './repeat.ts'
import { RepeatField } from './repeat-field.tsx'
import { TextField } from './text-field.tsx'
import { useMediaProblem } from './use-media-problem.ts'
import { type Standing, sameOnes, useSave } from './use-save.ts'
import { useWriting } from './use-writing.ts'
import { Warnings } from './warnings.tsx'
import { WhenField } from './when-field.tsx'
import { goesTo, type Task, type Writing } from './writing.ts'

const SCOPES: Scope[] = ['this', 'following', 'all']
const UNSCHEDULED = ['draft', 'awaiting_approval'] as const satisfies Standing[]

interface FormProps {
  task: Task
  workspaceId: string
  accounts: readonly Account[]
  /** The series of the occurrence that is edited. */
  series: Series | null
  onClose: () => void
}

export function ComposerForm({ task, workspaceId, accounts, series, onClose }: FormProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { writing, touched, others, change, resume, discard, saved } = useWriting(
    task,
    workspaceId,
    // Choose the account if there is only one.
    accounts.length === 1 ? accounts.map(({ id }) => id) : [],
    series,
  )
  const { text, variants, accountIds, at, timezone, labels, campaignId, repeat, skipped, added } = writing
  const attachments = useAttachments()
  const { over, target } = useFileDrop(attachments.add)
  const editing = task.kind === 'edit'
  const whole = editing && isWholeSeries(task.post)
  const [scope, setScope] = useState<Scope>(whole ? 'all' : 'this')
  const chosen = accounts.filter(({ id }) => accountIds.includes(id))
  const [adapted, setAdapted] = useState<string | null>(null)
  // The account that is written for; null for all that have nothing of their own.
  const on = chosen.length > 1 && accountIds.includes(adapted ?? '') ? adapted : null
  const shown = on === null ? writing : contentOn(writing, on)
  const write = (own: Partial<Pick<Writing, 'text' | 'media'>>) =>
    change(on === null ? own : { variants: { ...variants, [on]: { ...variants[on], ...own } } })
  const reset = (accountId: string) => {
    const { [accountId]: _, ...others } = variants
    change({ variants: others })
  }
  const lengths = lengthsOf(writing, chosen)
  const problem = useMediaProblem(writing, chosen)
  const rrule = at === '' ? null : toRrule(repeat, at)
  const save = useSave(task, { writing, rrule, scope, series })

  const tooLong = lengths.some(({ used, max }) => used > max)
  const uploading = attachments.list.length > 0
  const written = text.trim() !== '' && chosen.every(({ id }) => contentOn(writing, id).text.trim() !== '')
  const complete = written && accountIds.length > 0 && at !== '' && rrule !== ''
  const ready = complete && !tooLong && !uploading && problem === null && (!editing || touched)
  const submit = (as: Standing) =>
    save.mutate(as, {
      onSuccess: (post) => {
        saved()
        const at = longTime(wallOf(post.localTime), locale)
        notifyDone(t(editing ? 'compose.changed' : `compose.saved.${as}`, { at }))
        onClose()
      },
    })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) submit('queued')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
  }
  const onPaste = ({ clipboardData }: ClipboardEvent) => attachments.add([...clipboardData.files])
  const begun = editing && scope === 'this' ? task.post.targets.filter(hasBegun) : []
  const recurs = !editing || (series !== null && scope !== 'this')
  const chooseScope = (next: Scope) => {
    setScope(next)
    if (!editing || !series) return
    // Replace the accounts by those of the new scope, unless somebody has changed them.
    const [were, are] = [scope, next].map((one) => (one === 'this' ? goesTo(task.post) : series.accountIds))
    change({
      ...(were && are && sameOnes(accountIds, were) ? { accountIds: are } : {}),
      // Only the whole series has a rule; a single occurrence has none.
      ...(next !== 'this' && scope === 'this'
        ? { repeat: fromRrule(series.rrule, at, timezone), skipped: series.exdate, added: series.rdate }
        : {}),
    })
  }

  return (
    <form className="compose" onSubmit={onSubmit} onKeyDown={onKeyDown} onPaste={onPaste} {...target}>
      <div className="composer-columns">
        <div className="composer-fields">
          {editing && series && !whole && (
            <SegmentedControl
              size="xs"
              aria-label={t('series.scope')}
              value={scope}
              onChange={(next) => chooseScope(SCOPES.find((one) => one === next) ?? 'this')}
              data={SCOPES.map((value) => ({ value, label: t(`series.scopes.${value}`) }))}
            />
          )}
          <AccountChips
            accounts={accounts}
            chosen={accountIds}
            begun={begun.map(({ accountId }) => accountId)}
            error={fieldError(save.error, 'accountIds')}
            onChange={(next) => change({ accountIds: next })}
          />
          <AdaptTabs accounts={chosen} variants={variants} on={on} onChoose={setAdapted} onReset={reset} />
          <TextField
            text={shown.text}
            lengths={lengths}
            error={fieldError(save.error, on === null ? 'text' : `variants.${on}`)}
            onChange={(next) => write({ text: next })}
          />
          <MediaField
            media={shown.media}
            attachments={attachments}
            over={over}
            problem={problem}
            error={fieldError(save.error, 'media')}
            onChange={(next) => write({ media: next })}
            more={
              <CharacterMedia
                accounts={on === null ? chosen : chosen.filter(({ id }) => id === on)}
                media={shown.media}
                onMedia={(next) => write({ media: next })}
                onText={(next) => write({ text: next })}
              />
            }
          />
          <WhenField
            at={at}
            timezone={timezone}
            errors={{
              at: fieldError(save.error, 'publishAtLocal'),
              timezone: fieldError(save.error, 'timezone'),
            }}
            onAt={(next) =>
              change({
                at: next,
                ...(at !== '' && next !== '' ? { repeat: following(repeat, at, next) } : {}),
              })
            }
            onTimezone={(next) => change({ timezone: next })}
          />
          {recurs && at !== '' && (
            <RepeatField
              repeat={repeat}
              at={at}
              always={editing}
              error={fieldError(save.error, 'rrule')}
              onChange={(next) => change({ repeat: next })}
            />
          )}
          <SortFields
            labels={labels}
            campaignId={campaignId}
            errors={{
              labels: fieldError(save.error, 'labels'),
              campaignId: fieldError(save.error, 'campaignId'),
            }}
            onLabels={(next) => change({ labels: next })}
            onCampaign={(next) => change({ campaignId: next })}
          />
        </div>
        <aside className="composer-aside">
          <PostPreview post={writing} clock={at.slice('yyyy-mm-ddT'.length)} accounts={chosen} />
          {recurs && (
            <Occurrences
              rrule={rrule}
              at={at}
              timezone={timezone}
              skipped={skipped}
              added={added}
              onSkip={(next) => change({ skipped: next })}
              onAdd={(next) => change({ added: next })}
            />
          )}
        </aside>
      </div>
      {/* Show what comes and goes above the buttons, so that the fields do not move. */}
      <footer className="compose-foot">
        {!touched && <DraftOffer drafts={others} onResume={resume} onDiscard={discard} />}
        <Warnings
          // Occurrences of a series are meant to be alike, so do not warn.
          input={complete && !tooLong && series === null ? save.input : null}
          accounts={accounts}
          except={editing ? task.post.id : undefined}
        />
        <FormFailure error={save.error} />
        <div className="form-actions">
          <span className="composer-kept muted">{touched && !editing && t('compose.kept')}</span>
          {!editing &&
            UNSCHEDULED.map((as) => (
              <Button
                key={as}
                variant="default"
                disabled={!ready || save.isPending}
                onClick={() => submit(as)}
              >
                {t(`compose.as.${as}`)}
              </Button>
            ))}
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!ready}
            rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
            aria-keyshortcuts="Control+Enter"
          >
            {t(editing ? 'action.save' : 'post.schedule')}
          </Button>
        </div>
      </footer>
    </form>
  )
}
