import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

export interface PickOption {
  id: string
  label: string
  left?: ReactNode
  hint?: string
}

interface FieldProps {
  role: 'combobox'
  'aria-expanded': true
  'aria-controls': string
  'aria-activedescendant': string | undefined
  'data-autofocus': true
  onKeyDown(event: KeyboardEvent): void
}

interface Props {
  label: string
  options: PickOption[]
  onPick(id: string): void
  /** The field that holds the focus; arrows and Enter work from it. */
  children(field: FieldProps): ReactNode
}

/** A short list under a field, for the keyboard first: the focus never leaves the field. */
export function PickList({ label, options, onPick, children }: Props) {
  const list = useId()
  const [wanted, setActive] = useState(0)
  const active = Math.min(wanted, Math.max(0, options.length - 1))
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setActive((active + step + options.length) % Math.max(1, options.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = options[active]
      if (option) onPick(option.id)
    }
  }
  return (
    <>
      {children({
        role: 'combobox',
        'aria-expanded': true,
        'aria-controls': list,
        'aria-activedescendant': options[active] ? `${list}-${active}` : undefined,
        'data-autofocus': true,
        onKeyDown,
      })}
      <div role="listbox" id={list} aria-label={label} className="pick-list">
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
          <div
            key={option.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            className="palette-option"
            onClick={() => onPick(option.id)}
          >
            {option.left}
            <span className="palette-label">{option.label}</span>
            {option.hint && <span className="hush small">{option.hint}</span>}
          </div>
        ))}
      </div>
    </>
  )
}
