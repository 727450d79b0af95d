import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityItem, Mark, Verdicts } from '../../../server/api.ts'
import { QuickDialog } from '../quick-dialog.tsx'
import { useCorrect } from './queries.ts'
import { TOPIC_NAMES } from './topic-names.ts'

interface Choice {
  key: string
  label: string
  chosen: boolean
  verdict: Verdicts
}

const INTENTS = {
  c: 'complaint',
  q: 'question',
  m: 'praise',
  b: 'purchase',
  l: 'leaving',
  o: 'other',
} as const

function useChoices(item: ActivityItem): Record<Exclude<Mark, 'topics'>, Choice[]> {
  const { t } = useTranslation('reading')
  const offends = (item.toxicity ?? 0) >= 0.5
  return {
    sentiment: (
      [
        ['p', 'positive'],
        ['n', 'neutral'],
        ['d', 'negative'],
      ] as const
    ).map(([key, sentiment]) => ({
      key,
      label: t(`sentiment.${sentiment}`),
      chosen: item.sentiment === sentiment,
      verdict: { sentiment },
    })),
    intent: Object.entries(INTENTS).map(([key, intent]) => ({
      key,
      label: t(`intents.${intent}`),
      chosen: item.intent === intent,
      verdict: { intent },
    })),
    urgency: [0, 1, 2].map((urgency) => ({
      key: String(urgency),
      label: t(`urgencies.${urgency}`),
      chosen: item.urgency === urgency,
      verdict: { urgency },
    })),
    toxicity: [
      { key: 'x', label: t('offends'), chosen: offends, verdict: { toxic: true } },
      { key: 'k', label: t('calm'), chosen: item.toxicity !== null && !offends, verdict: { toxic: false } },
    ],
  }
}

/** A key a verdict: the post is said to be what it is, and the window is gone. */
export function CorrectDialog({ item, onClose }: { item: ActivityItem; onClose(): void }) {
  const { t } = useTranslation('reading')
  const { correct, giveBack, busy } = useCorrect(item)
  const choices = useChoices(item)
  const [topics, setTopics] = useState<readonly string[]>(item.topics)
  function say(verdict: Verdicts) {
    correct(verdict)
    onClose()
  }
  const onKey = useRef((_: KeyboardEvent) => {})
  onKey.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const found = Object.values(choices)
      .flat()
      .find(({ key }) => key === event.key.toLowerCase())
    if (!found) return
    event.preventDefault()
    say(found.verdict)
  }
  // Of the whole window: the focus may be on the button that closes it.
  useEffect(() => {
    const hear = (event: KeyboardEvent) => onKey.current(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
  const toggle = (id: string) =>
    setTopics(topics.includes(id) ? topics.filter((one) => one !== id) : [...topics, id].slice(-8))
  return (
    <QuickDialog label={t('title')} titled onClose={onClose}>
      <div className="reading-choices">
        <p className="small hush">{t('hint')}</p>
        {(['sentiment', 'intent', 'urgency', 'toxicity'] as const).map((mark) => (
          <Group key={mark} mark={mark} corrected={item.corrected} onBack={(one) => giveBack(one)}>
            {choices[mark].map(({ key, label, chosen, verdict }) => (
              <Button
                key={key}
                size="compact-sm"
                variant={chosen ? 'light' : 'default'}
                aria-pressed={chosen}
                disabled={busy}
                onClick={() => say(verdict)}
              >
                <kbd aria-hidden>{key}</kbd>&nbsp;{label}
              </Button>
            ))}
          </Group>
        ))}
        <Group mark="topics" corrected={item.corrected} onBack={(one) => giveBack(one)}>
          {TOPIC_NAMES.map((id) => (
            <Button
              key={id}
              size="compact-xs"
              variant={topics.includes(id) ? 'light' : 'default'}
              aria-pressed={topics.includes(id)}
              onClick={() => toggle(id)}
            >
              {t(`topic.${id}`)}
            </Button>
          ))}
          {String(topics) !== String(item.topics) && (
            <Button size="compact-sm" onClick={() => say({ topics: [...topics] })}>
              {t('keep_topics')}
            </Button>
          )}
        </Group>
      </div>
    </QuickDialog>
  )
}

interface GroupProps {
  mark: Mark
  corrected: string[] | undefined
  onBack(mark: Mark): void
  children: ReactNode
}

function Group({ mark, corrected, onBack, children }: GroupProps) {
  const { t } = useTranslation('reading')
  return (
    <fieldset className="reading-group">
      <legend>{t(`mark.${mark}`)}</legend>
      {children}
      {corrected?.includes(mark) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onBack(mark)}>
          {t('give_back')}
        </Button>
      )}
    </fieldset>
  )
}
