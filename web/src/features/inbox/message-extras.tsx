import type { Message } from '#core/inbox/schemas.ts'
import { MessageMedia } from './message-media.tsx'
import { Cards, Quote } from './message-parts.tsx'
import './media.css'

/** Shows all of a message but its words: the message it replies to, its files, places and people. */
export default function MessageExtras({ message }: { message: Message }) {
  const { replyTo, author, type, media, details } = message
  return (
    <>
      {replyTo && author === 'contact' && type !== 'reaction' && <Quote quoted={replyTo} />}
      {media.length > 0 && <MessageMedia media={media} />}
      {details && <Cards details={details} />}
    </>
  )
}
