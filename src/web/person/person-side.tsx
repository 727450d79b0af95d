import { ActionIcon, Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { words } from '../app/i18n.ts'
import { IconX } from '../kit/icons.ts'
import classes from './person.module.css'
import { PersonCard } from './person-card.tsx'

/** The right pane beside any page; on a narrower window it slides over it. */
export function PersonSide({ id }: { id: string }) {
  const { t } = useTranslation('person')
  const navigate = useNavigate()
  const wide = useMediaQuery('(min-width: 1400px)', true, { getInitialValueInEffect: false })
  const [ready, setReady] = useState(false)
  useEffect(() => {
    words('person').then(() => setReady(true))
  }, [])
  const close = () => navigate({ to: '.', search: (old: object) => ({ ...old, person: undefined }) })
  if (!ready) return null
  if (!wide) {
    return (
      <Drawer
        opened
        onClose={close}
        position="right"
        size="min(380px, 100%)"
        title={t('pane')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <PersonCard id={id} />
      </Drawer>
    )
  }
  return (
    <aside className={classes.side} aria-label={t('pane')}>
      <ActionIcon className={classes.sideClose ?? ''} aria-label={t('close')} onClick={close}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
      <PersonCard id={id} />
    </aside>
  )
}
