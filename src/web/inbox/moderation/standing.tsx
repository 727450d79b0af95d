import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModerationAct } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { useFormat } from '../../lib/use-format.ts'
import { wordsIn } from '../escalation/words.ts'
import { isCovered } from './fold.ts'

/** What was decided about a message: said with its rule and by whom, its words for who may, when they ask for them. */
export function Standing({ acts, children }: { acts: ModerationAct[]; children: ReactNode }) {
  const { t } = useTranslation('moderation')
  const { locale } = useFormat()
  const may = useCan('moderation:act')
  const [open, setOpen] = useState(false)
  const covered = isCovered(acts)
  return (
    <>
      {acts.map((act) => (
        <p key={act.id} className="small">
          <span className="tag" data-tone={act.state === 'proposed' ? 'warm' : undefined}>
            {t(`thread.${act.state}.${act.kind}`)}
          </span>{' '}
          {t('thread.by', {
            rule: wordsIn(act.rule.title, locale),
            name: (act.decidedBy ?? act.proposedBy).name || t('somebody'),
          })}{' '}
          {act.state === 'proposed' && (
            <Link to="/moderation/acts" search={{ view: 'proposed' }}>
              {t('thread.decide')}
            </Link>
          )}
        </p>
      ))}
      {(!covered || open) && children}
      {covered && may && (
        <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'cover' : 'uncover')}
        </Button>
      )}
    </>
  )
}
