import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PrivatePlace, PrivateSetting } from '../../server/api.ts'
import { useCan } from '../app/session.ts'
import { privatePlacesQuery } from '../inbox/private/queries.ts'
import { Loaded, Rows } from '../kit/loaded.tsx'
import { placeChoice } from './places.ts'

type Chosen = Pick<PrivateSetting, 'siteId' | 'mailId'>

interface Props {
  chosen: Chosen
  readOnly: boolean
  onChange(chosen: Partial<Chosen>): void
}

interface OneProps {
  what: 'site' | 'mail'
  places: readonly PrivatePlace[]
  value: string | null
  readOnly: boolean
  onChange(id: string | null): void
}

function One({ what, places, value, readOnly, onChange }: OneProps) {
  const { t } = useTranslation('private')
  const { options, trouble, used } = placeChoice(places, value, {
    ...{ first: t(`places.${what}_first`), gone: t('places.gone') },
    label: ({ name, open, ...more }) => {
      const called = 'address' in more ? t('places.mailbox', { name, address: more.address }) : name
      return open ? called : t('places.closed', { name: called })
    },
  })
  if (places.length === 0 && value === null) return <NoPlace what={what} />
  const stands = used ? t('places.instead', { name: used.name }) : t(`places.${what}_none_open`)
  return (
    <div className="stack">
      <NativeSelect
        label={t(`places.${what}`)}
        description={t(`places.${what}_help`)}
        disabled={readOnly}
        value={value ?? ''}
        data={options}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
      {trouble ? (
        <p className="small">
          {t(`places.trouble_${trouble}`)} {stands}
        </p>
      ) : (
        value === null && <p className="hush small">{used ? t('places.now', { name: used.name }) : stands}</p>
      )}
    </div>
  )
}

/** There is none to choose: where one is connected. */
function NoPlace({ what }: { what: 'site' | 'mail' }) {
  const { t } = useTranslation('private')
  const connects = useCan('channels:manage')
  const kind = what === 'mail' ? 'email' : 'site'
  return (
    <p className="small">
      {t(`places.${what}_none`)}{' '}
      {connects && (
        <Link to="/settings/channels/new/$kind" params={{ kind }}>
          {t(`places.${what}_connect`)}
        </Link>
      )}
    </p>
  )
}

/** Where people are asked to: the site of a link, the mailbox of a mail. */
export function PlacesFields({ chosen, readOnly, onChange }: Props) {
  const { t } = useTranslation('private')
  return (
    <section className="stack" aria-labelledby="places">
      <h2 id="places">{t('places.title')}</h2>
      <Loaded query={useQuery(privatePlacesQuery)} skeleton={<Rows count={2} height={60} />}>
        {({ sites, mailboxes }) => (
          <>
            <One
              what="site"
              places={sites}
              value={chosen.siteId}
              readOnly={readOnly}
              onChange={(siteId) => onChange({ siteId })}
            />
            <One
              what="mail"
              places={mailboxes}
              value={chosen.mailId}
              readOnly={readOnly}
              onChange={(mailId) => onChange({ mailId })}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}
