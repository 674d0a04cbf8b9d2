import './label.css'

interface Marked {
  name: string
  color: string
}

/** The dot of a label or a campaign, which its name stands beside. */
export const Dot = ({ color }: { color: string }) => (
  <span className="label-dot" style={{ background: color }} aria-hidden="true" />
)

/** Labels where there is no room for their names: a dot of its colour for each, with its name for those who point at it or hear it. */
export const LabelMarks = ({ labels }: { labels: readonly (Marked & { id: string })[] }) =>
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

interface LabelToggleProps {
  label: Marked
  on: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

/** A label that is put on something, or taken off. */
export function LabelToggle({ label, on, disabled = false, onTurn }: LabelToggleProps) {
  return (
    <button
      type="button"
      className="label-chip"
      aria-pressed={on}
      disabled={disabled}
      onClick={() => onTurn(!on)}
    >
      <Dot color={label.color} />
      <span dir="auto">{label.name}</span>
    </button>
  )
}

interface ColorProps {
  label: string
  value: string
  onChange: (color: string) => void
  onLeave?: () => void
}

export function ColorField({ label, value, onChange, onLeave }: ColorProps) {
  return (
    <input
      type="color"
      className="label-color"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onLeave}
    />
  )
}
