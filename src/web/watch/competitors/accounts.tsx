import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Voice } from '../../../server/api.ts'
import { IconX } from '../../kit/icons.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from './competitors.module.css'
import { COMPETITORS, suggestionsQuery } from './queries.ts'

/** Which accounts are the competitor's own: what they publish is told apart from what others say. */
export function Accounts({ voice, canManage }: { voice: Voice; canManage: boolean }) {
  const { t } = useTranslation('competitors')
  const client = useQueryClient()
  const [text, setText] = useState('')
  const suggestions = useQuery({ ...suggestionsQuery(voice.alertId), enabled: canManage }).data ?? []
  const save = useMutation({
    mutationFn: (accounts: string[]) => api.put<void>(`/competitors/${voice.alertId}/accounts`, { accounts }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ queryKey: COMPETITORS })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim()) save.mutate([...voice.accounts, text.trim()])
  }
  return (
    <div className="stack">
      {voice.accounts.length > 0 && (
        <ul className={classes.accounts}>
          {voice.accounts.map((account) => (
            <li key={account} className="tag">
              {account}
              {canManage && (
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('accounts.remove', { account })}
                  onClick={() => save.mutate(voice.accounts.filter((one) => one !== account))}
                >
                  <IconX size={14} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {canManage && suggestions.length > 0 && (
        <p className={classes.accounts}>
          <span className="hush small">{t('accounts.suggested')}</span>
          {suggestions.map((one) => (
            <Button
              key={one.account}
              size="compact-sm"
              variant="light"
              loading={save.isPending}
              onClick={() => save.mutate([...voice.accounts, one.account])}
            >
              {t('accounts.take', { account: one.account, count: one.posts })}
            </Button>
          ))}
        </p>
      )}
      {canManage && (
        <form onSubmit={submit} className={classes.add}>
          <TextInput
            className={classes.field ?? ''}
            label={t('accounts.add')}
            description={t('accounts.help')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!text.trim()} loading={save.isPending}>
            {t('accounts.save')}
          </Button>
        </form>
      )}
      <ProblemNotice error={save.error} />
    </div>
  )
}
