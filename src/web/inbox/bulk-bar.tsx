import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import {
  IconArrowMerge,
  IconCheck,
  IconClock,
  IconLock,
  IconStar,
  IconTag,
  IconUserPlus,
  IconX,
} from '../kit/icons.ts'
import classes from './inbox.module.css'
import { useInbox } from './inbox-state.ts'

/** What can be done to all that is selected. */
export function BulkBar() {
  const { t } = useTranslation('inbox')
  const canSend = useCan('outbox:write')
  const canGive = useCan('people:write')
  const { selected, current, change, ask, join, clearSelection } = useInbox()
  const count = selected.size
  return (
    <div role="status" className={classes.bulkHolder}>
      {count > 0 && (
        <div className={classes.bulk}>
          <strong>{t('selected', { count })}</strong>
          <Button
            size="compact-sm"
            leftSection={<IconCheck size={15} aria-hidden />}
            onClick={() => change({ status: 'done' }, t('said.done', { count }))}
          >
            {t('act.done')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUserPlus size={15} aria-hidden />}
            onClick={() => ask('assign')}
          >
            {t('act.assign')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTag size={15} aria-hidden />}
            onClick={() => ask('label')}
          >
            {t('act.label')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconClock size={15} aria-hidden />}
            onClick={() => ask('snooze')}
          >
            {t('act.snooze')}
          </Button>
          {canGive && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconStar size={15} aria-hidden />}
              onClick={() => ask('tier')}
            >
              {t('act.tier')}
            </Button>
          )}
          {canSend && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconLock size={15} aria-hidden />}
              onClick={() => ask('private')}
            >
              {t('act.private')}
            </Button>
          )}
          {(count > 1 || (current !== undefined && !selected.has(current))) && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconArrowMerge size={15} aria-hidden />}
              onClick={() => join()}
            >
              {t('merge.act.join')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={15} aria-hidden />}
            onClick={clearSelection}
          >
            {t('act.unselect')}
          </Button>
        </div>
      )}
    </div>
  )
}
