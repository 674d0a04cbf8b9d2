import { ActionIcon, Loader, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fileSize, percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CloseIcon, UploadIcon } from '../../ui/icons.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import type { Sending, Uploads } from './use-uploads.ts'

/** A file that is being uploaded. */
export function SendingRow({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const { key, file, error, tooLarge, share } = one
  const problem = tooLarge ? t('document.tooBig') : error ? words(error) : null
  return (
    <li className="document-row" data-testid="sending-row">
      <span className="document-icon">{problem ? <UploadIcon /> : <Loader size={16} />}</span>
      <div className="document-lines">
        <span className="document-title" dir="auto">
          {file.name}
        </span>
        <span className="document-about" role={problem ? undefined : 'status'}>
          {fileSize(file.size, locale)}
          {!problem && ` · ${share === 1 ? t('document.arriving') : t('document.sending')}`}
        </span>
        {!problem && (
          <Progress
            size="xs"
            value={share * 100}
            aria-label={t('document.sent', { share: percent(share, locale) })}
          />
        )}
        {problem && (
          <span className="cell-error" role="alert">
            {problem}{' '}
            {!tooLarge && (
              <button type="button" className="link-button" onClick={() => void uploads.retry(one)}>
                {t('action.retry')}
              </button>
            )}
          </span>
        )}
      </div>
      {problem && (
        <ActionIcon
          aria-label={t('document.dismiss', { title: file.name })}
          onClick={() => uploads.drop(key)}
        >
          <CloseIcon size={16} />
        </ActionIcon>
      )}
    </li>
  )
}
