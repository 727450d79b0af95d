import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconSearch } from '../../kit/icons.ts'
import classes from '../watch.module.css'

export function SearchField({ q, busy, onSearch }: { q: string; busy: boolean; onSearch(q: string): void }) {
  const { t } = useTranslation('watch')
  const [text, setText] = useState(q)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) onSearch(text.trim())
  }
  return (
    <form onSubmit={submit} className={classes.searchForm}>
      <TextInput
        className={classes.searchText ?? ''}
        type="search"
        autoFocus={q === ''}
        aria-label={t('everywhere.field')}
        placeholder={t('query.placeholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        {t('posts.go')}
      </Button>
    </form>
  )
}
