import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRules } from '#core/accounts/schemas.ts'
import { ApiError } from '../../lib/errors.ts'
import { fileSize } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { AlertIcon, CloseIcon, DocumentIcon } from '../../ui/icons.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { attachmentProblem } from '../media/attachment-problem.ts'
import type { Attachment, Attachments } from '../media/use-attachments.ts'
import { useProblemWords } from '../media/use-problem-words.ts'

interface TrayProps {
  attachments: Attachments
  /** The caption of the files. */
  text: string
  /** The limits of the platform; undefined until they are read. */
  capabilities: AccountRules | undefined
  /** Called with whether the platform accepts the files. */
  onFits: (fits: boolean) => void
}

/** Shows the files to be sent with the text, and why the platform would refuse them. */
export default function AttachmentTray({ attachments, text, capabilities, onFits }: TrayProps) {
  const { t } = useTranslation()
  const problemWords = useProblemWords()
  const { list, asDocument, setAsDocument } = attachments
  const media = list.flatMap(({ medium }) => medium ?? [])
  const problem = capabilities ? attachmentProblem(media, text, asDocument, capabilities) : null
  const fits = capabilities !== undefined && problem === null
  useEffect(() => onFits(fits), [fits, onFits])
  return (
    <div className="tray" data-testid="attachments">
      <ul>
        {list.map((one) => (
          <Attached key={one.key} one={one} attachments={attachments} />
        ))}
      </ul>
      {problem && (
        <p className="tray-problem" role="alert">
          <AlertIcon size={16} />
          <span>
            {problemWords(problem)}{' '}
            {problem.asFile && (
              <button type="button" className="link-button" onClick={() => setAsDocument(true)}>
                {t('attach.asFile')}
              </button>
            )}
          </span>
        </p>
      )}
      {asDocument && !problem && (
        <button type="button" className="link-button" onClick={() => setAsDocument(false)}>
          {t('attach.asMedia')}
        </button>
      )}
    </div>
  )
}

export function Attached({ one, attachments }: { one: Attachment; attachments: Attachments }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const { file, preview, medium, error, tooLarge } = one
  const [broken, setBroken] = useState(false)
  const failed = error !== null || tooLarge
  const state = tooLarge
    ? t('attach.tooLarge', { max: fileSize(attachments.maxBytes, locale) })
    : error
      ? words(error)
      : medium
        ? fileSize(medium.sizeBytes, locale)
        : t('attach.uploading')
  return (
    <li className="attached" data-failed={failed || undefined}>
      {preview && !broken ? (
        <img src={preview} alt="" onError={() => setBroken(true)} />
      ) : (
        <DocumentIcon size={22} />
      )}
      <span className="attached-words">
        <strong>{file.name}</strong>
        <span>{state}</span>
        {error instanceof ApiError && error.transient && (
          <button type="button" className="link-button" onClick={() => attachments.retry(one)}>
            {t('attach.retry')}
          </button>
        )}
      </span>
      {!medium && !failed && <Loader size={14} />}
      <button
        type="button"
        className="attached-remove"
        aria-label={t('attach.remove', { name: file.name })}
        onClick={() => attachments.remove(one.key)}
      >
        <CloseIcon size={14} />
      </button>
    </li>
  )
}
