import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PageVersion, WatchedPageDetail } from '../../../server/api.ts'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './pages.module.css'

function Row({
  version,
  before,
  page,
  shown,
}: {
  version: PageVersion
  before: PageVersion | undefined
  page: string
  shown: boolean
}) {
  const { t } = useTranslation('pages')
  const format = useFormat()
  const share = format.number(version.share, {
    style: 'percent',
    maximumFractionDigits: version.share < 0.1 ? 1 : 0,
  })
  return (
    <tr aria-current={shown ? 'true' : undefined}>
      <th scope="row">
        <When at={version.seen} />
      </th>
      <td className="number">{t('versions.words', { count: version.words })}</td>
      <td className="number">
        {version.share > 0 ? share : t(before ? 'versions.moved' : 'versions.first')}
      </td>
      <td className="actions">
        {before && (
          <Link
            to="/watch/pages/$pageId"
            params={{ pageId: page }}
            search={{ from: before.id, to: version.id }}
            resetScroll={false}
          >
            {t('versions.compare')}
          </Link>
        )}
      </td>
    </tr>
  )
}

/** Every version that is kept, each to be compared with the one before. */
export function Versions({
  page,
  from,
  to,
}: {
  page: WatchedPageDetail
  from: string | undefined
  to: string | undefined
}) {
  const { t } = useTranslation('pages')
  const { versions } = page
  return (
    <section className="sheet" aria-labelledby="versions">
      <h2 id="versions">{t('versions.title')}</h2>
      <p className="hush small">
        {t(`every.${page.every}`)}
        {page.looked && (
          <>
            {' · '}
            {t('versions.looked')} <When at={page.looked} />
          </>
        )}
      </p>
      {versions.length === 0 ? (
        <p className="hush">{t('versions.none')}</p>
      ) : (
        <div className="table-scroll">
          <table className={`table ${classes.versions}`}>
            <thead>
              <tr>
                <th scope="col">{t('versions.seen')}</th>
                <th scope="col" className="number">
                  {t('versions.length')}
                </th>
                <th scope="col" className="number">
                  {t('versions.share')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {versions.map((version, i) => (
                <Row
                  key={version.id}
                  page={page.id}
                  version={version}
                  before={versions[i + 1]}
                  shown={version.id === to && versions[i + 1]?.id === from}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
