import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Phrases as Found } from '../../../server/api.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { ScrollRegion } from '../../kit/scroll-region.tsx'
import { api } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'

interface Props {
  alertId: string
  from: string
  to: string
  /** The phrase whose posts are shown. */
  picked: string | undefined
  onPick(phrase: string | undefined): void
}

function usePhrases({ alertId, from, to }: Pick<Props, 'alertId' | 'from' | 'to'>) {
  return useQuery({
    queryKey: ['phrases', alertId, from, to],
    queryFn: ({ signal }) => api.get<Found>('/phrases', { alert: alertId, from, to }, signal),
    staleTime: 60_000,
  })
}

/** What the posts of an alert speak of more than before, each with its posts one click away. */
export function Phrases({ alertId, from, to, picked, onPick }: Props) {
  const { t } = useTranslation('reading')
  const { number } = useFormat()
  const query = usePhrases({ alertId, from, to })
  return (
    <section className="sheet stack">
      <h2>{t('phrases.title')}</h2>
      <Loaded query={query} skeleton={<Rows count={3} height={28} />}>
        {({ phrases, read, before, partial }) =>
          phrases.length === 0 ? (
            <p className="hush">{t(read === 0 ? 'phrases.nothing' : 'phrases.none')}</p>
          ) : (
            <>
              <p className="small hush">
                {t(phrases[0]?.distinct === null ? 'phrases.alone' : 'phrases.against', { read, before })}{' '}
                {partial && t('phrases.partial')}
              </p>
              <ScrollRegion className="table-scroll" label={t('phrases.title')}>
                <table className="table">
                  <thead>
                    <tr>
                      {['phrase', 'count', 'positive', 'negative'].map((column) => (
                        <th key={column} scope="col">
                          {t(`phrases.${column}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {phrases.map(({ phrase, count, positive, negative }) => (
                      <tr key={phrase}>
                        <th scope="row">
                          <button
                            type="button"
                            className="link-button"
                            aria-pressed={picked === phrase}
                            onClick={() => onPick(picked === phrase ? undefined : phrase)}
                          >
                            {phrase}
                          </button>
                        </th>
                        <td>{number(count)}</td>
                        <td>{number(positive)}</td>
                        <td>{number(negative)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </>
          )
        }
      </Loaded>
    </section>
  )
}
