import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SavedAnswer } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { useCan } from '../../app/session.ts'
import { offerUndo } from '../../app/undo.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { SAVED } from './queries.ts'

function useActs(answer: SavedAnswer) {
  const { t } = useTranslation('answers')
  const client = useQueryClient()
  const path = `/saved-answers/${answer.id}`
  const again = () => client.invalidateQueries({ queryKey: SAVED })
  const put = (archived: boolean) => api.patch(path, { archived }).then(again)
  const archive = useMutation({
    mutationFn: put,
    onSuccess: (_, archived) => {
      if (archived)
        offerUndo(t('was_archived', { name: answer.content.name }), () => void put(false).catch(sayProblem))
    },
    onError: sayProblem,
  })
  const approve = useMutation({
    mutationFn: (approved: boolean) =>
      approved ? api.post(`${path}/approval`, { version: answer.version }) : api.delete(`${path}/approval`),
    onError: sayProblem,
    onSettled: again,
  })
  return { archive, approve }
}

function Approval({ answer }: { answer: SavedAnswer }) {
  const { t } = useTranslation('answers')
  const { approved } = answer
  if (!approved) return <span>{t('not_approved')}</span>
  return (
    <span>
      {t('approved_by', { name: approved.by ?? '' })} <When at={approved.at} />
    </span>
  )
}

/** What is done with a saved answer as a whole. */
export function AnswerActions({ answer }: { answer: SavedAnswer }) {
  const { t } = useTranslation('answers')
  const canWrite = useCan('inbox:write')
  const canApprove = useCan('answers:approve')
  const { archive, approve } = useActs(answer)
  const { archived, approved, content } = answer
  if (!canWrite && !content.crisis) return null
  return (
    <div className="buttons-start">
      {content.crisis && <Approval answer={answer} />}
      {content.crisis && canApprove && (
        <Button
          variant={approved ? 'default' : 'filled'}
          loading={approve.isPending}
          onClick={() => approve.mutate(!approved)}
        >
          {t(approved ? 'unapprove' : 'approve')}
        </Button>
      )}
      {canWrite && (
        <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate(!archived)}>
          {t(archived ? 'unarchive' : 'archive')}
        </Button>
      )}
    </div>
  )
}
