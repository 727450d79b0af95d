import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../server/api.ts'
import { Avatar } from '../../kit/avatar.tsx'
import { become } from '../../lib/field.ts'
import classes from '../together/together.module.css'
import { askedAt, named, proposed } from './at.ts'

interface Props {
  text: string
  members: Member[]
  onChange(text: string): void
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void
}

/** The names that go on from what stands after an @, for the keyboard and the pointer; the focus stays in the text. */
function useCompletion({ text, members, onChange }: Omit<Props, 'onKeyDown'>) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [wanted, setActive] = useState(0)
  const [closed, setClosed] = useState<number | null>(null)
  const asked = askedAt(text, caret)
  const options = asked && asked.start !== closed ? proposed(members, asked.written) : []
  const active = Math.min(wanted, Math.max(0, options.length - 1))
  function pick(name: string) {
    if (!asked) return
    const put = named(text, asked, name)
    // At once: whoever goes on typing finds the caret behind the name.
    if (field.current) {
      become(field.current, put.text, onChange)
      field.current.setSelectionRange(put.caret, put.caret)
    }
    setCaret(put.caret)
    setActive(0)
  }
  /** @returns whether the key was for the list */
  function onKey(event: KeyboardEvent): boolean {
    if (options.length === 0) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setActive((active + step + options.length) % options.length)
    else if (event.key === 'Escape') setClosed(asked?.start ?? null)
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') {
      const option = options[active]
      if (option) pick(option.name)
    } else return false
    event.preventDefault()
    return true
  }
  return { field, options, active, pick, onKey, setCaret }
}

/** Where a note is written; after an @ colleagues are proposed. */
export function NoteField({ text, members, onChange, onKeyDown }: Props) {
  const { t } = useTranslation('inbox')
  const list = useId()
  const { field, options, active, pick, onKey, setCaret } = useCompletion({ text, members, onChange })
  const open = options.length > 0
  return (
    <>
      {open && (
        <div role="listbox" id={list} aria-label={t('together:mention.list')} className={classes.completion}>
          {options.map((member, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field below hears the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
            <div
              key={member.id}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === active}
              className="palette-option"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(member.name)}
            >
              <Avatar name={member.name} size={24} />
              <span className="palette-label">{member.name}</span>
            </div>
          ))}
        </div>
      )}
      <Textarea
        id="note"
        ref={field}
        aria-haspopup="listbox"
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${list}-${active}` : undefined}
        aria-label={t('note_label')}
        placeholder={t('note_placeholder')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={10_000}
        value={text}
        onKeyDown={(event) => onKey(event) || onKeyDown(event)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
        }}
      />
    </>
  )
}
