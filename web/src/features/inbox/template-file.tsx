import { Button, Input } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRules, Template } from '#core/accounts/schemas.ts'
import { AttachIcon } from '../../ui/icons.tsx'
import { attachmentProblem } from '../media/attachment-problem.ts'
import type { Attachments } from '../media/use-attachments.ts'
import { useProblemWords } from '../media/use-problem-words.ts'
import { Attached } from './attachment-tray.tsx'

interface FileProps {
  kind: NonNullable<Template['headerMedia']>
  attachments: Attachments
  /** The limits of the platform; undefined until they are read. */
  capabilities: AccountRules | undefined
  /** Called with whether the file is there and the platform accepts it. */
  onFits: (fits: boolean) => void
}

/** The picture, video or document at the head of a template. */
export function TemplateFile({ kind, attachments, capabilities, onFits }: FileProps) {
  const { t } = useTranslation()
  const problemWords = useProblemWords()
  const picker = useRef<HTMLInputElement>(null)
  const [one] = attachments.list
  const medium = one?.medium ?? null
  const asDocument = kind === 'document'
  const wrong = medium !== null && !asDocument && medium.kind !== kind
  const refused = medium && capabilities ? attachmentProblem([medium], '', asDocument, capabilities) : null
  const problem = wrong ? t(`template.wrong.${kind}`) : refused && problemWords(refused)
  const fits = medium !== null && capabilities !== undefined && problem === null
  useEffect(() => onFits(fits), [fits, onFits])

  const label = t(`template.file.${kind}`)
  const formats = capabilities?.media.find((rule) => rule.kind === kind)?.formats ?? []
  return (
    <Input.Wrapper label={label} labelElement="div" error={problem} errorProps={{ role: 'alert' }}>
      {one ? (
        <ul className="template-file">
          <Attached one={one} attachments={attachments} />
        </ul>
      ) : (
        <div>
          <Button
            variant="default"
            leftSection={<AttachIcon size={16} />}
            aria-label={`${label}: ${t('template.attach')}`}
            onClick={() => picker.current?.click()}
          >
            {t('template.attach')}
          </Button>
        </div>
      )}
      <input
        ref={picker}
        type="file"
        hidden={true}
        accept={formats.includes('*') ? undefined : formats.join(',')}
        aria-label={label}
        data-testid="template-file"
        onChange={({ currentTarget }) => {
          attachments.add([...(currentTarget.files ?? [])])
          // Allow the same file to be picked again.
          currentTarget.value = ''
        }}
      />
    </Input.Wrapper>
  )
}
