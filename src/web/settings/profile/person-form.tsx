import { Button, NativeSelect, TextInput, useMantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { useMe, usePreferences } from '../../app/session.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ZoneSelect } from '../../kit/zone-select.tsx'
import classes from '../settings.module.css'

const VEILS = ['harsh', 'strict', 'off'] as const
const THEMES = ['auto', 'light', 'dark'] as const

export function PersonForm() {
  const { t, i18n } = useTranslation('settings')
  const { user } = useMe()
  const save = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [name, setName] = useState(user.name)
  const [timeZone, setTimeZone] = useState(user.timeZone)
  const mutation = useMutation({
    mutationFn: () => save({ name: name.trim(), timeZone }),
    onSuccess: () => sayDone(t('saved')),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    mutation.mutate()
  }
  function chooseTheme(theme: Me['user']['theme']) {
    setColorScheme(theme)
    save({ theme }).catch(() => undefined)
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t('profile.you')}</h2>
      <div className={classes.fields}>
        <TextInput
          label={t('profile.name')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput label={t('profile.email')} value={user.email} readOnly />
        <NativeSelect
          label={t('profile.language')}
          value={i18n.language}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(event) => save({ locale: event.currentTarget.value === 'fr' ? 'fr' : 'en' })}
        />
        <NativeSelect
          label={t('theme.title')}
          value={colorScheme}
          data={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(event) =>
            chooseTheme(THEMES.find((theme) => theme === event.currentTarget.value) ?? 'auto')
          }
        />
        <NativeSelect
          label={t('profile.veil.title')}
          description={t('profile.veil.help')}
          value={user.veil}
          data={VEILS.map((value) => ({ value, label: t(`profile.veil.${value}`) }))}
          onChange={(event) => {
            const veil = VEILS.find((one) => one === event.currentTarget.value) ?? 'harsh'
            save({ veil }).catch(() => undefined)
          }}
        />
        <ZoneSelect label={t('profile.zone')} value={timeZone} onChange={setTimeZone} />
      </div>
      <ProblemNotice error={mutation.error} />
      <div className="buttons">
        <Button type="submit" loading={mutation.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
