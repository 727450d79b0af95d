import { useTranslation } from 'react-i18next'
import type { Escalation, EscalationEntry, SharedFile } from '../../../server/api.ts'
import { When } from '../../kit/when.tsx'
import { apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './escalation.module.css'
import { wordsIn } from './words.ts'

export function Files({ files }: { files: readonly SharedFile[] }) {
  const { t } = useTranslation('service')
  if (files.length === 0) return null
  return (
    <ul className={classes.files} aria-label={t('files')}>
      {files.map(({ id, name }) => (
        <li key={id}>
          <a href={apiUrl(`/attachments/${id}`)} target="_blank" rel="noreferrer noopener">
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

function Line({ entry }: { entry: EscalationEntry }) {
  const { t } = useTranslation('service')
  const who = entry.email ?? entry.author ?? entry.member?.name
  const words =
    entry.kind === 'handed' ? t('entry.handed', { to: entry.text ?? '' }) : t(`entry.${entry.kind}`)
  const said =
    entry.kind !== 'handed' && entry.kind !== 'manager' && entry.kind !== 'issue' ? entry.text : null
  return (
    <li
      className={classes.line}
      data-from={entry.email || entry.author ? 'service' : undefined}
      data-entry={entry.kind}
    >
      <span className="hush small">
        {who && <strong>{who}</strong>} {words}
        {entry.via === 'mail' && ` ${t('by_mail')}`} · <When at={entry.at} />
        {entry.url && (
          <>
            {' · '}
            <a href={entry.url} target="_blank" rel="noreferrer noopener">
              {t('see_there')}
            </a>
          </>
        )}
      </span>
      {said && <p className={classes.text}>{said}</p>}
      <Files files={entry.files} />
    </li>
  )
}

/** All that was said, the question first. */
export function EscalationLines({ one }: { one: Escalation }) {
  const { locale } = useFormat()
  return (
    <>
      {one.values.length > 0 && (
        <p className="small">
          {one.values.map(({ label, value }) => `${wordsIn(label, locale)}\u00a0: ${value}`).join(' · ')}
        </p>
      )}
      <ol className={classes.lines}>
        {one.entries.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
    </>
  )
}
