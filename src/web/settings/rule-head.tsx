import { ActionIcon, Switch, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '../kit/icons.ts'
import classes from './rule-head.module.css'

interface Props {
  name: string
  /** Of the name, in letters. */
  longest?: number
  enabled: boolean
  /** From 0, of so many. */
  place: number
  count: number
  /** What its parts are called, for who cannot see them. */
  words: { name: string; enabled: string; up: string; down: string; remove: string }
  onChange(change: { name?: string; enabled?: boolean }): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

/** The first line of a rule among others in order: what it is called, whether it holds, where it stands. */
export function RuleHead({
  name,
  longest = 100,
  enabled,
  place,
  count,
  words,
  onChange,
  onMove,
  onRemove,
}: Props) {
  return (
    <div className={classes.head}>
      <span className={classes.place}>{place + 1}</span>
      <TextInput
        className={classes.name ?? ''}
        aria-label={words.name}
        placeholder={words.name}
        value={name}
        maxLength={longest}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Switch
        aria-label={words.enabled}
        checked={enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="default"
        size={30}
        disabled={place === 0}
        aria-label={words.up}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        disabled={place === count - 1}
        aria-label={words.down}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" size={30} aria-label={words.remove} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
