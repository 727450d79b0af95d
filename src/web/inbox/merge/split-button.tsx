import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconArrowsSplit } from '../../kit/icons.ts'
import { useInbox } from '../inbox-state.ts'
import { useJoin } from './use-join.ts'

/** Parts a conversation from a message on. */
export function SplitButton({ talkId, from }: { talkId: string; from: string }) {
  const { t } = useTranslation('inbox')
  const { search, canWrite } = useInbox()
  const { split } = useJoin(search)
  if (!canWrite) return null
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      leftSection={<IconArrowsSplit size={14} aria-hidden />}
      onClick={() => split(talkId, from)}
    >
      {t('merge.act.split')}
    </Button>
  )
}
