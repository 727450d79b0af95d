import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedOffers } from '../../../server/api.ts'
import { IconAlertTriangle } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import { languageName } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './saved.module.css'

export type Offer = SavedOffers['items'][number]

export function useOffers(talkId: string, query: string | null, lang: string | undefined) {
  return useQuery({
    queryKey: ['saved-offers', talkId, query, lang],
    queryFn: ({ signal }) =>
      api.get<SavedOffers>(`/conversations/${talkId}/saved-answers`, { q: query, lang }, signal),
    enabled: query !== null,
    placeholderData: (before) => before,
    staleTime: 30_000,
  })
}

interface Props {
  offers: ReturnType<typeof useOffers>
  active: number
  lang: string
  onPick(offer: Offer): void
  /** Ids for the field that keeps the focus. */
  onList(listId: string | undefined): void
}

/** What could be put in, under the field that keeps the focus: the first line of each, filled as it would be. */
export function SavedPicker({ offers, active, lang, onPick, onList }: Props) {
  const { t } = useTranslation('answers')
  const { locale } = useFormat()
  const list = useId()
  useEffect(() => {
    onList(list)
    return () => onList(undefined)
  }, [list, onList])
  const { data, error, refetch } = offers
  if (error) return <ProblemNotice error={error} onRetry={() => refetch()} />
  if (!data) return null
  const { items, alarm } = data
  return (
    <div className={classes.picker}>
      {alarm && (
        <p className={`${classes.alarm} small`}>
          <IconAlertTriangle size={14} aria-hidden /> {t('picker.alarm')}
        </p>
      )}
      <div role="listbox" id={list} aria-label={t('picker.label')} className={classes.list}>
        {items.map((offer, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is pointed at, never focused.
          <div
            key={offer.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            ref={(node) => {
              if (index === active) node?.scrollIntoView({ block: 'nearest' })
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(offer)}
          >
            <span>
              <strong>{offer.name}</strong>
              {offer.shortcut && <code className="small"> /{offer.shortcut}</code>}
              {offer.crisis && (
                <span className="tag" data-tone="warm">
                  {t('crisis')}
                </span>
              )}
              {offer.lang !== lang && (
                <span className="hush small">
                  {' '}
                  {t('picker.in', { language: languageName(locale, offer.lang).toLocaleLowerCase(locale) })}
                </span>
              )}
              {offer.blanks.length > 0 && (
                <span className="hush small"> {t('picker.blanks', { count: offer.blanks.length })}</span>
              )}
            </span>
            <span className={classes.preview} lang={offer.lang}>
              {offer.text}
            </span>
          </div>
        ))}
      </div>
      <p className="hush small" role="status">
        {items.length === 0 ? `${t('picker.none')} ${t('picker.none_text')}` : t('picker.hint')}{' '}
        <Link to="/settings/answers">{t('picker.manage')}</Link>
      </p>
    </div>
  )
}
