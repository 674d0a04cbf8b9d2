import { useTranslation } from 'react-i18next'
import type { Message } from '#core/inbox/schemas.ts'
import { PersonIcon, PinIcon } from '../../ui/icons.tsx'

/** Quotes the message that this one replies to; pressing it scrolls there if it is on the page. */
export function Quote({ quoted }: { quoted: NonNullable<Message['replyTo']> }) {
  const { t } = useTranslation()
  const words = quoted.text ?? t('message.noText', { context: quoted.type, type: quoted.type })
  const show = () => {
    const there = document.getElementById(`message-${quoted.id}`)
    there?.scrollIntoView({ block: 'center' })
    there?.animate([{ background: 'var(--selected)' }, { background: 'transparent' }], 1200)
  }
  return (
    <button
      type="button"
      className="quote"
      aria-label={`${t('media.reply')}: ${words}`}
      onClick={show}
      dir="auto"
    >
      <span>{words}</span>
    </button>
  )
}

/** Shows a sent place and people as links, the product asked about, and the referral that led here. */
export function Cards({ details }: { details: NonNullable<Message['details']> }) {
  const { t } = useTranslation()
  const { place, people = [], product, referral } = details
  return (
    <>
      {place && (
        <a
          className="medium-file"
          href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`}
          target="_blank"
          rel="noreferrer"
        >
          <PinIcon size={22} />
          <span className="medium-words">
            <strong>{place.name ?? t('media.place')}</strong>
            <span className="muted">{place.address ?? `${place.latitude}, ${place.longitude}`}</span>
            <span className="medium-link">{t('media.map')}</span>
          </span>
        </a>
      )}
      {product && (
        <p className="about-card">
          {t('media.product')} <strong>{product.productId}</strong>
        </p>
      )}
      {referral && (
        <p className="about-card">
          {t('media.referral')}{' '}
          <strong dir="auto">{referral.headline ?? referral.url ?? referral.sourceId}</strong>
        </p>
      )}
      {people.map(({ name, phones, others = [] }) => (
        <div className="medium-file" key={`${name}/${phones.join('/')}`}>
          <PersonIcon size={22} />
          <span className="medium-words">
            <strong>{name}</strong>
            {others.map((other) => (
              <span key={other} className="muted">
                {other}
              </span>
            ))}
            {phones.map((phone) => (
              <a key={phone} className="medium-link" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                {phone}
              </a>
            ))}
          </span>
        </div>
      ))}
    </>
  )
}
