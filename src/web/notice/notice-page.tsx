import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MissingPage } from '../app/error-page.tsx'
import { IconChevronLeft } from '../kit/icons.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { ApiProblem } from '../lib/api.ts'
import { noticeQuery } from './queries.ts'
import { Told } from './told.tsx'

const route = getRouteApi('/app/notices/$noticeId')

/** One notice with all that it tells: where links of mails and of telephones lead. */
export function NoticePage() {
  const { t } = useTranslation('notice')
  const { noticeId } = route.useParams()
  const query = useQuery({ ...noticeQuery(noticeId), retry: false })
  const missing = query.error instanceof ApiProblem && query.error.status < 500 && query.error.status > 0
  return (
    <div className="page page-narrow">
      <p>
        <Link to="/notices" className="with-icon">
          <IconChevronLeft size={16} aria-hidden /> {t('title')}
        </Link>
      </p>
      {missing ? (
        <MissingPage />
      ) : (
        <Loaded query={query} skeleton={<Rows count={3} height={120} />}>
          {(notice) => <Told key={notice.id} notice={notice} />}
        </Loaded>
      )}
    </div>
  )
}
