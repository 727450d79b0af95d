interface Props<T extends string> {
  label: string
  value: T
  options: { value: T; label: string }[]
  onChange(value: T): void
}

/** A few choices side by side, of which one holds. */
export function Segmented<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <fieldset className="segmented">
      <legend className="hidden-visually">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
