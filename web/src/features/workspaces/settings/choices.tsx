import { useId } from 'react'
import './choices.css'

interface ChoicesProps<T extends string> {
  /** One value, or any number of them. */
  type: 'radio' | 'checkbox'
  legend: string
  values: readonly T[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  name: (value: T) => string
  /** Returns one line on what the choice means. */
  about: (value: T) => string
  error?: string | null
}

/** Choices with a line of explanation each, as the browser's own radios and boxes, so that keys work as usual. */
export function Choices<T extends string>({
  type,
  legend,
  values,
  chosen,
  onChange,
  name,
  about,
  error,
}: ChoicesProps<T>) {
  const group = useId()
  const toggled = (value: T): T[] => {
    if (type === 'radio') return [value]
    return values.filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)))
  }
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} className="choice" data-chosen={chosen.includes(value) || undefined}>
          <input
            type={type}
            name={group}
            value={value}
            checked={chosen.includes(value)}
            aria-describedby={`${group}-${value}`}
            onChange={() => onChange(toggled(value))}
          />
          <span className="choice-lines">
            <span className="choice-name">{name(value)}</span>
            <span className="choice-about" id={`${group}-${value}`}>
              {about(value)}
            </span>
          </span>
        </label>
      ))}
      {error && (
        <p className="cell-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
