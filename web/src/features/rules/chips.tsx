interface ChipsProps<T extends string | number> {
  legend: string
  values: readonly T[]
  chosen: readonly T[]
  name: (value: T) => string
  onChange: (chosen: T[]) => void
}

/** Short choices in a row, any number of them. */
export function Chips<T extends string | number>({ legend, values, chosen, name, onChange }: ChipsProps<T>) {
  return (
    <fieldset className="chips">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} className="chip" data-chosen={chosen.includes(value) || undefined}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(
                values.filter((one) => (one === value ? event.currentTarget.checked : chosen.includes(one))),
              )
            }
          />
          {name(value)}
        </label>
      ))}
    </fieldset>
  )
}
