import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SavedAnswer, SavedVersion } from '../../../server/api.ts'
import { sayProblem } from '../../app/say.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { languageName } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './answers.module.css'
import { SAVED, versionsQuery } from './queries.ts'

/** What was taken out and put in, told by a word besides the mark. */
function Change({ change }: { change: SavedVersion['changes'][number] }) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const title = change.lang
    ? `${t(`part.${change.part}`)} (${languageName(locale, change.lang)})`
    : t(`part.${change.part}`)
  const keyed = change.pieces.map((piece, i) => ({ ...piece, key: `${i}${piece.kind}` }))
  return (
    <div>
      <p className="hush small">{title}</p>
      <p className={classes.piece} lang={change.lang ?? undefined}>
        {keyed.map(({ text, kind, key }) => {
          if (kind === 'same') return <span key={key}>{text}</span>
          const Mark = kind === 'added' ? 'ins' : 'del'
          return (
            <Mark key={key}>
              <span className="hidden-visually">{t(kind)} </span>
              {text}
            </Mark>
          )
        })}
      </p>
    </div>
  )
}

function Version({ version, onRestore }: { version: SavedVersion; onRestore: (() => void) | undefined }) {
  const { t } = useTranslation('answers')
  const { version: n, at, by, restored, changes } = version
  return (
    <li className={classes.version}>
      <div className={classes.textHead}>
        <span>
          <strong>{t('version', { n })}</strong> <When at={at} /> {by}
          {restored !== null && <span className="hush small"> ({t('restored', { n: restored })})</span>}
        </span>
        {onRestore && (
          <Button size="compact-sm" variant="default" onClick={onRestore}>
            {t('restore')}
          </Button>
        )}
      </div>
      {n === 1 && <p className="hush small">{t('first_version')}</p>}
      {changes.map((change) => (
        <Change key={`${change.part}${change.lang}`} change={change} />
      ))}
    </li>
  )
}

/** All that it said, who changed it and when; any of it can be brought back. */
export function Versions({ answer, canWrite }: { answer: SavedAnswer; canWrite: boolean }) {
  const { t } = useTranslation('answers')
  const client = useQueryClient()
  const query = useQuery(versionsQuery(answer.id))
  const restore = useMutation({
    mutationFn: (to: number) => api.post(`/saved-answers/${answer.id}/restore`, { to, from: answer.version }),
    onError: sayProblem,
    onSettled: () => client.invalidateQueries({ queryKey: SAVED }),
  })
  return (
    <section className="sheet" aria-labelledby="versions">
      <h2 id="versions">{t('versions')}</h2>
      <Loaded query={query} skeleton={<Rows count={2} />}>
        {(versions) => (
          <ul>
            {versions.map((one) => (
              <Version
                key={one.version}
                version={one}
                onRestore={
                  canWrite && one.version !== answer.version ? () => restore.mutate(one.version) : undefined
                }
              />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
