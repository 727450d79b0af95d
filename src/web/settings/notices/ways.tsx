import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeDevice, NoticeSettings } from '../../../server/api.ts'
import { sayDone, sayProblem } from '../../app/say.ts'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import { devicesQuery } from '../../notice/queries.ts'
import classes from './notices.module.css'
import { currentPush, pushState, turnOn } from './push.ts'

/** Where mails go and whether any can leave. */
export function MailWay({ settings: { mail } }: { settings: NoticeSettings }) {
  const { t } = useTranslation('notice')
  const test = useMutation({
    mutationFn: () => api.post('/notices/test-mail'),
    onSuccess: () => sayDone(t('mail_tested', { to: mail.to })),
  })
  return (
    <section className="sheet stack" aria-labelledby="mail">
      <h2 id="mail">{t('way.mail')}</h2>
      {mail.from === null ? (
        <p className="notice" data-tone="warm">
          {t('mail_none')}
        </p>
      ) : (
        <>
          <p>{t('mail_way', { from: mail.from, to: mail.to })}</p>
          <ProblemNotice error={test.error} />
          <div className="buttons">
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t('mail_test')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Device({ device }: { device: NoticeDevice }) {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  const again = () => client.invalidateQueries(devicesQuery)
  const test = useMutation({
    mutationFn: () => api.post(`/notices/devices/${device.id}/test`),
    onSuccess: () => sayDone(t('push_tested')),
    onError: sayProblem,
    onSettled: again,
  })
  const remove = useMutation({
    mutationFn: () => api.delete(`/notices/devices/${device.id}`),
    onSuccess: again,
    onError: sayProblem,
  })
  return (
    <li className={classes.line}>
      <div>
        <strong>{device.label || t('device')}</strong>{' '}
        {device.stale && (
          <span className="tag" data-tone="bad">
            {t('stale')}
          </span>
        )}
        <p className="hush small">
          {device.lastTold ? (
            <>
              {t('last_told')} <When at={device.lastTold} />
            </>
          ) : (
            <>
              {t('added')} <When at={device.created} />
            </>
          )}
        </p>
      </div>
      <div className="buttons">
        <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('push_test')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('remove')}
        </Button>
      </div>
    </li>
  )
}

/** The browsers that are told, and the button that adds this one: nobody is asked before they press it. */
export function PushWay({ settings: { pushKey } }: { settings: NoticeSettings }) {
  const { t } = useTranslation('notice')
  const client = useQueryClient()
  const devices = useQuery(devicesQuery)
  const [state, setState] = useState(pushState)
  const here = useQuery({
    queryKey: ['notice-devices', 'here'],
    queryFn: currentPush,
    enabled: state === 'able',
  })
  const add = useMutation({
    mutationFn: () => turnOn(pushKey),
    onSettled: () => {
      setState(pushState())
      return client.invalidateQueries(devicesQuery)
    },
  })
  return (
    <section className="sheet stack" aria-labelledby="push">
      <h2 id="push">{t('way.push')}</h2>
      <p className="hush">{t('push_help')}</p>
      <Loaded query={devices} skeleton={<Rows count={1} height={50} />}>
        {(list) => (
          <ul>
            {list.map((device) => (
              <Device key={device.id} device={device} />
            ))}
          </ul>
        )}
      </Loaded>
      <ProblemNotice error={add.error} />
      {state === 'able' ? (
        <div className="buttons">
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
            {t(here.data ? 'push_again' : 'push_on')}
          </Button>
        </div>
      ) : (
        <p className="notice" data-tone="warm">
          {t(`push_state.${state}`)}
        </p>
      )}
    </section>
  )
}
