interface SwitchLineProps {
  on: boolean
  name: string
  /** Explains what off means, or what it requires. */
  about: string
  testId: string
  /** True if a stronger switch is off, so that this one has no effect. */
  idle?: boolean
  disabled?: boolean
  onTurn: (to: boolean) => void
}

/** One switch of the settings, with its label and explanation. */
export function SwitchLine({ on, name, about, testId, idle, disabled, onTurn }: SwitchLineProps) {
  return (
    <label className="switch-line" data-idle={idle || undefined}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        data-testid={testId}
        onChange={(event) => onTurn(event.currentTarget.checked)}
      />
      <span>
        <span className="switch-name">{name}</span>
        <span className="switch-about">{about}</span>
      </span>
    </label>
  )
}
