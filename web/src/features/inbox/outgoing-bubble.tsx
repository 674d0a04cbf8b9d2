import { useTranslation } from 'react-i18next'
import { ClockIcon, DocumentIcon } from '../../ui/icons.tsx'
import { type Outgoing, outgoing } from './outgoing.ts'

interface OutgoingProps {
  one: Outgoing
  onRetry: (one: Outgoing) => void
  onWriteAgain: (text: string) => void
}

export function OutgoingBubble({ one, onRetry, onWriteAgain }: OutgoingProps) {
  const { t } = useTranslation()
  const failed = one.state === 'failed'
  const edit = () => {
    outgoing.remove(one.key)
    onWriteAgain(one.text)
  }
  return (
    <article
      className="message"
      data-testid="message"
      data-direction="outbound"
      data-author="person"
      data-status={failed ? 'failed' : 'sending'}
    >
      {one.files?.map((file) => (
        <div key={file.url} className="bubble outgoing-file">
          <DocumentIcon size={18} /> {file.fileName}
        </div>
      ))}
      {one.text !== '' && (
        <div className="bubble" dir="auto">
          {one.text}
        </div>
      )}
      {!failed && (
        <p className="message-foot">
          <ClockIcon size={14} /> {t('message.status.sending')}
        </p>
      )}
      {failed && (
        <div className="message-trouble" data-status="failed" role="alert">
          <p>
            <strong>{t('message.notSent')}</strong>{' '}
            {one.error === 'interrupted' ? t('message.interrupted') : one.error}
          </p>
          <p className="message-acts">
            <button type="button" className="link-button" onClick={() => onRetry(one)}>
              {t('action.retry')}
            </button>
            {!one.template && !one.mediaIds && (
              <button type="button" className="link-button" onClick={edit}>
                {t('action.edit')}
              </button>
            )}
            <button type="button" className="link-button" onClick={() => outgoing.remove(one.key)}>
              {t('action.discard')}
            </button>
          </p>
        </div>
      )}
    </article>
  )
}
