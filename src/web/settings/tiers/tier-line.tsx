import { ActionIcon, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconArrowDown, IconArrowUp, IconTrash } from '../../kit/icons.ts'
import { TierTag } from '../../kit/tier/tier-tag.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { COLORS, type Edited } from './edited.ts'
import classes from './tiers.module.css'

interface Props {
  tier: Edited
  place: number
  count: number
  canChange: boolean
  onChange(change: Partial<Edited>): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

function Moves({ tier, place, count, onMove, onRemove }: Props) {
  const { t } = useTranslation('tiers')
  const name = tier.name.trim() || t('unnamed')
  return (
    <div className={classes.moves}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('up', { name })}
        disabled={place === 0}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('down', { name })}
        disabled={place === count - 1}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" size={30} aria-label={t('remove', { name })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}

/** One tier: what it is called, how it looks and what it weighs. */
export function TierLine(props: Props) {
  const { tier, canChange, onChange } = props
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const people = t('people', { count: tier.people, number: format.number(tier.people) })
  return (
    <li className={classes.line}>
      <div className={classes.top}>
        <TierTag tier={{ name: tier.name.trim() || t('unnamed'), color: tier.color }} />
        <span className="hush small">{people}</span>
        {canChange && <Moves {...props} />}
      </div>
      {canChange && (
        <div className={classes.fields}>
          <TextInput
            required
            maxLength={40}
            label={t('name')}
            value={tier.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('color')}
            value={tier.color}
            data={COLORS.map((value) => ({ value, label: t(`colors.${value}`) }))}
            onChange={(event) =>
              onChange({ color: COLORS.find((one) => one === event.currentTarget.value) ?? 'slate' })
            }
          />
          <NumberInput
            label={t('weight')}
            description={t('weight_help')}
            min={0}
            max={25}
            clampBehavior="strict"
            allowDecimal={false}
            value={tier.weight}
            onChange={(value) => onChange({ weight: Number(value) || 0 })}
          />
        </div>
      )}
    </li>
  )
}
