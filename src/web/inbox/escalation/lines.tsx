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

/** Taken away in the tool: somebody may have acted on it, so it can still be read by who asks. */
function Gone({ text, at }: { text: string; at: string }) {
  const { t } = useTranslation('service')
  return (
    <details className={classes.earlier}>
      <summary className="hush small">
        {t('gone')} · <When at={at} />
      </summary>
      <p className={classes.text}>
        <s>{text}</s>
      </p>
    </details>
  )
}

/** What was written before it was written anew, the newest first. */
function Earlier({ texts }: { texts: EscalationEntry['earlier'] }) {
  const { t } = useTranslation('service')
  return (
    <details className={classes.earlier}>
      <summary className="hush small">{t('earlier', { count: texts.length })}</summary>
      <ol className={classes.lines}>
        {texts.toReversed().map(({ text, at }) => (
          <li key={at} className={classes.line}>
            <span className="hush small">
              <When at={at} />
            </span>
            <p className={classes.text}>{text}</p>
          </li>
        ))}
      </ol>
    </details>
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
        {entry.edited && (
          <>
            {' · '}
            {t('edited')} <When at={entry.edited} />
          </>
        )}
        {entry.url && (
          <>
            {' · '}
            <a href={entry.url} target="_blank" rel="noreferrer noopener">
              {t('see_there')}
            </a>
          </>
        )}
      </span>
      {said && (entry.gone ? <Gone text={said} at={entry.gone} /> : <p className={classes.text}>{said}</p>)}
      {entry.earlier.length > 0 && <Earlier texts={entry.earlier} />}
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
