import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { IconTag } from '../icons.ts'
import { CorrectDialog } from './correct-dialog.tsx'
import { ReadingPanel } from './reading-panel.tsx'
import './reading.css'

const OFFENDS = 0.5

function Tags({ item }: { item: ActivityItem }) {
  const { t } = useTranslation('reading')
  const { toxicity, intent, urgency, topics } = item
  return (
    <>
      {toxicity !== null && toxicity >= OFFENDS && (
        <span className="tag" data-tone="bad">
          {t('offends')}
        </span>
      )}
      {intent && intent !== 'other' && <span className="tag">{t(`intents.${intent}`)}</span>}
      {urgency !== null && urgency > 0 && (
        <span className="tag" data-tone={urgency === 2 ? 'bad' : 'warm'}>
          {t(`urgencies.${urgency}`)}
        </span>
      )}
      {topics.map((topic) => (
        <span key={topic} className="tag reading-topic">
          {t(`topic.${topic}`)}
        </span>
      ))}
      {item.corrected && <em className="small hush">{t('by_hand')}</em>}
    </>
  )
}

/** What is understood of a post beside its tone, the words that made it so, and the key to say otherwise. */
export function Verdicts({ item, why }: { item: ActivityItem; why: boolean }) {
  const { t } = useTranslation('reading')
  const canCorrect = useCan('inbox:write')
  const [correcting, setCorrecting] = useState(false)
  return (
    <>
      <Tags item={item} />
      {canCorrect && (
        <Button
          size="compact-xs"
          mih={24}
          variant="subtle"
          color="gray"
          data-correct
          leftSection={<IconTag size={14} aria-hidden />}
          aria-keyshortcuts="v"
          onClick={() => setCorrecting(true)}
        >
          {t('correct')}
        </Button>
      )}
      {correcting && <CorrectDialog item={item} onClose={() => setCorrecting(false)} />}
      {why && <ReadingPanel item={item} />}
    </>
  )
}
