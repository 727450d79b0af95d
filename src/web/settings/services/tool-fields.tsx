import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServiceTool } from '../../../server/api.ts'
import { toolOf, type Value } from './value.ts'

const NAMES = { github: 'GitHub', gitlab: 'GitLab', jira: 'Jira' }

interface Props {
  value: Value
  /** A token is kept at the server. */
  kept: boolean
  errors: Record<string, string>
  onSet(change: Partial<Value>): void
}

/** Where an issue is made for each escalation. */
export function ToolFields({ value, kept, errors, onSet }: Props) {
  const { t } = useTranslation('service')
  const { tool } = value
  return (
    <section className="sheet stack" aria-labelledby="tool">
      <h2 id="tool">{t('set.tool')}</h2>
      <p className="hush small">
        {t('set.tool_help')} {t('set.webhook')}
      </p>
      <Select
        aria-label={t('set.tool')}
        allowDeselect={false}
        data={[
          { value: 'none', label: t('set.tool_none') },
          ...Object.entries(NAMES).map(([kind, label]) => ({ value: kind, label })),
        ]}
        value={tool?.kind ?? 'none'}
        onChange={(kind) => onSet({ tool: toolOf(kind) })}
      />
      {tool && <Details tool={tool} errors={errors} onChange={(next) => onSet({ tool: next })} />}
      {tool && (
        <PasswordInput
          label={t('set.token')}
          description={kept ? t('set.token_kept') : undefined}
          error={errors.token}
          autoComplete="off"
          maxLength={500}
          value={value.token}
          onChange={(event) => onSet({ token: event.currentTarget.value })}
        />
      )}
    </section>
  )
}

interface DetailsProps {
  tool: ServiceTool
  errors: Record<string, string>
  onChange(tool: ServiceTool): void
}

function Details({ tool, errors, onChange }: DetailsProps) {
  const { t } = useTranslation('service')
  const text = (key: 'url' | 'project' | 'title' | 'user' | 'type', label: string, placeholder?: string) => (
    <TextInput
      required={key !== 'title'}
      label={label}
      placeholder={placeholder}
      maxLength={500}
      error={errors[`tool.${key}`]}
      value={String((tool as Record<string, unknown>)[key] ?? '')}
      onChange={(event) => onChange({ ...tool, [key]: event.currentTarget.value } as ServiceTool)}
    />
  )
  return (
    <>
      {text('url', t('set.url'))}
      {text('project', t('set.project'), t(`set.project_${tool.kind}`))}
      {tool.kind === 'jira' && text('user', t('set.user'))}
      {tool.kind === 'jira' && text('type', t('set.type'))}
      {text('title', t('set.template_title'))}
      <Textarea
        label={t('set.template_body')}
        description={t('set.template_help')}
        autosize
        minRows={2}
        maxLength={5000}
        value={tool.body}
        onChange={(event) => onChange({ ...tool, body: event.currentTarget.value })}
      />
    </>
  )
}
