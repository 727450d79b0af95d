import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sayProblem } from '../../app/say.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { When } from '../../kit/when.tsx'
import { type Session, security } from '../../lib/auth.ts'
import classes from '../settings.module.css'
import { deviceOf } from './device.ts'

const KEY = ['sessions']

function Line({ session, mine, onClose }: { session: Session; mine: boolean; onClose(): void }) {
  const { t } = useTranslation('settings')
  const { browser, system } = deviceOf(session.userAgent ?? '')
  return (
    <li className={classes.line}>
      <div>
        <strong>{browser ? t('sessions.device', { browser, system }) : t('sessions.unknown')}</strong>{' '}
        {mine && (
          <span className="tag" data-tone="good">
            {t('sessions.this')}
          </span>
        )}
        <p className="hush small">
          {session.ipAddress} · {t('sessions.since')} <When at={session.createdAt} />
        </p>
      </div>
      {!mine && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClose}>
          {t('sessions.close')}
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in, and the way to be so no longer. */
export function Sessions() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: KEY, queryFn: security.sessions })
  const current = useQuery({ queryKey: ['session'], queryFn: security.current })
  const options = { onSuccess: () => client.invalidateQueries({ queryKey: KEY }), onError: sayProblem }
  const close = useMutation({ mutationFn: security.revoke, ...options })
  const closeOthers = useMutation({ mutationFn: security.revokeOthers, ...options })
  const mine = current.data?.session.token
  return (
    <section className="sheet stack" aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      <Loaded query={sessions} skeleton={<Rows count={2} height={50} />}>
        {(list) => (
          <>
            <ul>
              {list.map((session) => (
                <Line
                  key={session.token}
                  session={session}
                  mine={session.token === mine}
                  onClose={() => close.mutate(session.token)}
                />
              ))}
            </ul>
            {list.length > 1 && (
              <div className="buttons">
                <Button
                  variant="default"
                  loading={closeOthers.isPending}
                  onClick={() => closeOthers.mutate()}
                >
                  {t('sessions.close_others')}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
