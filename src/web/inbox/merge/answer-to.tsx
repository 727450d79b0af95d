import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answering } from '../../../server/api.ts'
import { useChannelName } from '../../kit/channel-name.tsx'
import { useSpared } from '../../kit/veil/use-spared.ts'

const LONGEST = 60

interface Props {
  choices: Answering['choices']
  value: string | null
  onChange(to: string): void
}

const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** Which of the threads that are shown as one an answer goes to: the channel and the message that it answers. */
export function AnswerTo({ choices, value, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const channel = useChannelName()
  const spared = useSpared()
  if (choices.length < 2) return null
  return (
    <NativeSelect
      size="xs"
      label={t('merge.answer_to')}
      value={value ?? ''}
      data={choices.map((one) => ({
        value: one.to,
        label: t(`merge.choice_${one.visibility}`, {
          channel: channel(one.channel),
          author: one.author ?? t('post.nobody'),
          text: short(spared(one.toxicity, one.text)),
        }),
      }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
