import { useTranslation } from 'react-i18next'
import { useSendVerification } from '../../features/workspaces/api.ts'
import { useRefusal } from '../../features/workspaces/refusal.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'

/** Shown until the address is confirmed. Somebody may have typed another person's address, so some rights wait for it. */
export function VerifyHint({ email }: { email: string }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const refusal = useRefusal()
  const send = useSendVerification()
  const again = () =>
    send.mutate(email, {
      onSuccess: () => notifyDone(t('verify.sent', { email })),
      onError: (error) => notifyFailed(words(refusal(error))),
    })
  return (
    <div className="verify-hint">
      <span>{t('verify.hint')}</span>
      <button type="button" className="link-button" disabled={send.isPending} onClick={again}>
        {t('verify.again')}
      </button>
    </div>
  )
}
