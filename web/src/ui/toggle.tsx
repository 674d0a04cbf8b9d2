import styles from './toggle.module.css'

interface ToggleProps {
  label: string
  on: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

/** A switch that acts at once. */
export function Toggle({ label, on, disabled = false, onTurn }: ToggleProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.toggle}
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      onClick={() => onTurn(!on)}
    >
      <span className={styles.knob} />
    </button>
  )
}
