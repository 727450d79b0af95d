import { Button, Checkbox, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedAnswer, SavedContent } from '../../../server/api.ts'
import { sayDone } from '../../app/say.ts'
import { channelsQuery, useChannelName } from '../../kit/channel-name.tsx'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { ApiProblem, api } from '../../lib/api.ts'
import classes from './answers.module.css'
import { SAVED, sentContent } from './queries.ts'
import { Texts } from './texts.tsx'

interface Props {
  answer?: SavedAnswer
  start: SavedContent
  disabled: boolean
}

interface PartProps {
  content: SavedContent
  errors: Record<string, string>
  disabled: boolean
  change(part: Partial<SavedContent>): void
}

function Naming({ content, errors, disabled, change }: PartProps) {
  const { t } = useTranslation('answers')
  return (
    <div className={classes.two}>
      <TextInput
        label={t('name')}
        required
        disabled={disabled}
        maxLength={100}
        value={content.name}
        error={errors.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('shortcut')}
        description={t('shortcut_help')}
        disabled={disabled}
        maxLength={40}
        value={content.shortcut ?? ''}
        error={errors.shortcut}
        leftSection="/"
        onChange={(event) => change({ shortcut: event.currentTarget.value.replace(/^\//, '') })}
      />
      <TextInput
        label={t('folder')}
        disabled={disabled}
        maxLength={100}
        value={content.folder}
        onChange={(event) => change({ folder: event.currentTarget.value })}
      />
      <TagsInput
        label={t('tags')}
        description={t('tags_help')}
        disabled={disabled}
        maxTags={10}
        value={content.tags}
        onChange={(tags) => change({ tags })}
      />
    </div>
  )
}

function Fitting({ content, disabled, change }: PartProps) {
  const { t } = useTranslation('answers')
  const nameOf = useChannelName()
  const { data = [] } = useQuery(channelsQuery)
  const networks = data.filter(({ acts }) => acts?.includes('reply')).map(({ id, network }) => network ?? id)
  const known = [...new Set([...networks, ...content.channels])]
  return (
    <>
      <Checkbox.Group
        label={t('channels')}
        description={t('channels_all')}
        value={content.channels}
        onChange={(channels) => change({ channels })}
      >
        <div className={classes.variables}>
          {known.map((id) => (
            <Checkbox key={id} value={id} label={nameOf(id)} disabled={disabled} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('crisis_label')}
        description={t('crisis_help')}
        disabled={disabled}
        checked={content.crisis}
        onChange={(event) => change({ crisis: event.currentTarget.checked })}
      />
    </>
  )
}

export function AnswerFields({ answer, start, disabled }: Props) {
  const { t } = useTranslation('answers')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [content, setContent] = useState(start)
  const change = (part: Partial<SavedContent>) => setContent((old) => ({ ...old, ...part }))
  const save = useMutation({
    mutationFn: () =>
      answer
        ? api.put<SavedAnswer>(`/saved-answers/${answer.id}`, {
            content: sentContent(content),
            from: answer.version,
          })
        : api.post<SavedAnswer>('/saved-answers', sentContent(content)),
    onSuccess: async ({ id }) => {
      sayDone(t('saved'))
      await client.invalidateQueries({ queryKey: SAVED })
      if (!answer) await navigate({ to: '/settings/answers/$answerId', params: { answerId: id } })
    },
  })
  const errors = save.error instanceof ApiProblem ? save.error.fields : {}
  const isReady =
    content.name.trim() !== '' && Object.values(content.texts).some((text) => text.trim() !== '')
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  const parts = { content, errors, disabled, change }
  return (
    <form className="sheet stack" onSubmit={submit} aria-label={t(answer ? 'edit' : 'new')}>
      <Naming {...parts} />
      <Texts
        texts={content.texts}
        unknown={answer?.unknown ?? []}
        disabled={disabled}
        onChange={(texts) => change({ texts })}
      />
      <Fitting {...parts} />
      <ProblemNotice error={save.error} />
      {!disabled && (
        <div className="buttons">
          <Button type="submit" loading={save.isPending} disabled={!isReady}>
            {t('answers:save')}
          </Button>
        </div>
      )}
    </form>
  )
}
