import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SavedAnswer } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { AnswerActions } from './answer-actions.tsx'
import { AnswerFields } from './answer-fields.tsx'
import { Marks } from './answers-page.tsx'
import { answerQuery, emptyContent } from './queries.ts'
import { Versions } from './versions.tsx'

const route = getRouteApi('/app/settings/answers/$answerId')

function Known({ answer }: { answer: SavedAnswer }) {
  const canWrite = useCan('inbox:write')
  return (
    <>
      <PageHeader title={answer.content.name}>
        <Marks answer={answer} />
      </PageHeader>
      <div className="stack-l">
        <AnswerActions answer={answer} />
        {/* A version that came meanwhile begins the form anew. */}
        <AnswerFields key={answer.version} answer={answer} start={answer.content} disabled={!canWrite} />
        <Versions answer={answer} canWrite={canWrite} />
      </div>
    </>
  )
}

function Existing({ id }: { id: string }) {
  const query = useQuery(answerQuery(id))
  return (
    <div className="page page-narrow">
      <Loaded query={query} skeleton={<Rows count={3} height={120} />}>
        {(answer) => <Known answer={answer} />}
      </Loaded>
    </div>
  )
}

/** One saved answer: what it says, in which languages, and what it said before. */
export function AnswerPage() {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const { answerId } = route.useParams()
  if (answerId !== 'new') return <Existing key={answerId} id={answerId} />
  return (
    <div className="page page-narrow">
      <PageHeader title={t('new')} lead={t('lead')} />
      <AnswerFields start={emptyContent(locale)} disabled={false} />
    </div>
  )
}
