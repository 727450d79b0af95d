import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKind } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { api } from '../../lib/api.ts'
import classes from '../settings.module.css'

export interface Proposal {
  title: string
  config: Record<string, unknown>
}

/** Paste an address; what can be listened to there is proposed. */
export function Discover({ kind, onPick }: { kind: ChannelKind; onPick(proposal: Proposal): void }) {
  const { t } = useTranslation('settings')
  const [input, setInput] = useState('')
  const mail = kind.id === 'email'
  const find = useMutation({
    mutationFn: () => api.post<Proposal[]>(`/channels/${kind.id}/discover`, { input: input.trim() }),
    onSuccess: (found) => {
      if (found.length === 1 && found[0]) onPick(found[0])
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (input.trim()) find.mutate()
  }
  return (
    <form onSubmit={submit} className="sheet stack">
      <h2>{t(mail ? 'channels.discover_mail.title' : 'channels.discover')}</h2>
      <div className="copy-line">
        <TextInput
          style={{ flex: 1 }}
          aria-label={t(mail ? 'channels.discover_mail.label' : 'channels.discover_label')}
          placeholder={t(mail ? 'channels.discover_mail.placeholder' : 'channels.discover_placeholder')}
          value={input}
          onChange={(event) => setInput(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={find.isPending}>
          {t('channels.discover_go')}
        </Button>
      </div>
      <ProblemNotice error={find.error} />
      <div role="status">
        {find.data && (
          <>
            <p>
              {mail && find.data.length < 2
                ? t(find.data[0] ? 'channels.discover_mail.found' : 'channels.discover_mail.none')
                : t('channels.discovered', { count: find.data.length })}
            </p>
            <ul className={classes.found}>
              {find.data.map((proposal) => (
                <li key={`${proposal.title}${JSON.stringify(proposal.config)}`}>
                  <Button variant="default" size="compact-md" onClick={() => onPick(proposal)}>
                    {proposal.title}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </form>
  )
}
