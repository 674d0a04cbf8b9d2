import type { Conversation } from '#core/inbox/schemas.ts'

/** The labels of a conversation: a dot of its colour for each, with its name for those who point at it or hear it. */
export const LabelMarks = ({ labels }: Pick<Conversation, 'labels'>) =>
  labels.map(({ id, name, color }) => (
    <span
      key={id}
      className="label-dot"
      role="img"
      aria-label={name}
      title={name}
      style={{ background: color }}
    />
  ))
