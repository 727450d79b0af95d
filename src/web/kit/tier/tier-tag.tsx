import type { Conversation } from '../../../server/api.ts'
import { IconStar } from '../icons.ts'
import classes from './tier.module.css'

/** The tier of a customer: told by its name, and by its colour besides. */
export function TierTag({ tier }: Pick<Conversation, 'tier'>) {
  if (!tier) return null
  return (
    <span className={`tag ${classes.tier}`} data-color={tier.color}>
      <IconStar size={12} aria-hidden />
      <span className={classes.name}>{tier.name}</span>
    </span>
  )
}
