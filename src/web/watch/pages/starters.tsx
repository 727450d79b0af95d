import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PageStarter, WatchedPage, WatchedPageDetail } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { IconCheck, IconPlus } from '../../kit/icons.ts'
import { api } from '../../lib/api.ts'
import classes from './pages.module.css'
import { PAGES, startersQuery } from './queries.ts'

function useWatch() {
  const { t, i18n } = useTranslation('pages')
  const client = useQueryClient()
  const locale = i18n.language === 'fr' ? 'fr' : 'en'
  return {
    locale,
    watch: useMutation({
      mutationFn: ({ network, about, url }: PageStarter) =>
        api.post<WatchedPageDetail>('/pages', {
          url: url[locale],
          name: `${network} · ${t(`about.${about}`)}`,
          kind: 'terms',
          every: 'day',
        }),
      onError: sayProblem,
      onSettled: () => client.invalidateQueries({ queryKey: [PAGES] }),
    }),
  } as const
}

/** Rules of networks, each one click away from being watched. */
export function Starters({ pages }: { pages: WatchedPage[] }) {
  const { t } = useTranslation('pages')
  const starters = useQuery(startersQuery).data ?? []
  const { watch, locale } = useWatch()
  const watched = new Set(pages.map((page) => page.url))
  const byNetwork = [...Map.groupBy(starters, (one) => one.network)]
  return (
    <section className="sheet" aria-labelledby="starters">
      <h2 id="starters">{t('starters.title')}</h2>
      <p className="hush">{t('starters.lead')}</p>
      <ul className={classes.starters}>
        {byNetwork.map(([network, offered]) => (
          <li key={network}>
            <strong>{network}</strong>
            <div className={classes.offers}>
              {offered.map((one) => {
                const here = watched.has(one.url.fr) || watched.has(one.url.en)
                const words = t(`about.${one.about}`)
                return (
                  <Button
                    key={one.about}
                    size="compact-sm"
                    variant="default"
                    disabled={here}
                    loading={watch.isPending && watch.variables === one}
                    leftSection={
                      here ? <IconCheck size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />
                    }
                    aria-label={t(here ? 'starters.here' : 'starters.add', { network, about: words })}
                    title={one.url[locale]}
                    onClick={() => watch.mutate(one)}
                  >
                    {words}
                  </Button>
                )
              })}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
