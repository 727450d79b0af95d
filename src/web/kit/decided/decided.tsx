import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Standing } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { useFormat } from '../../lib/use-format.ts'
import { When } from '../when.tsx'

/** By which rule of which charter, by whom and when, with the way to all that is known of it. */
function Sign({ one }: { one: Standing }) {
  const { t } = useTranslation('moderation')
  const { locale } = useFormat()
  return (
    <p className="small decided">
      <span className="tag" data-tone={one.state === 'proposed' ? 'warm' : undefined}>
        {t(`thread.${one.state}.${one.kind}`)}
      </span>{' '}
      {t('thread.by', { rule: wordsIn(one.rule.title, locale), name: one.by.name || t('somebody') })}{' '}
      <span className="hush">
        {t('version', { version: one.rule.version })} · <When at={one.at} />
      </span>{' '}
      <Link to="/moderation/acts" search={{ view: 'all', act: one.id }}>
        {t(one.state === 'proposed' ? 'thread.decide' : 'thread.see')}
      </Link>
    </p>
  )
}

/** What was decided about a post: said beside it; its words for who may read them, when they ask. */
export function Decided({ item, children }: { item: ActivityItem; children: ReactNode }) {
  const { t } = useTranslation('moderation')
  const [open, setOpen] = useState(false)
  const { decided = [], covered = false, sealed = false } = item
  return (
    <>
      {decided.map((one) => (
        <Sign key={one.id} one={one} />
      ))}
      {sealed ? <p className="hush small">{t('unseen')}</p> : (!covered || open) && children}
      {covered && !sealed && (
        <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'cover' : 'uncover')}
        </Button>
      )}
    </>
  )
}
