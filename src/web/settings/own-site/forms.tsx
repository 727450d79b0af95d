import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteForm } from '../../../server/api.ts'
import { ConfirmName } from '../../kit/confirm-name.tsx'
import { CopyField } from '../../kit/copy-field.tsx'
import { Loaded, Rows } from '../../kit/loaded.tsx'
import { api, apiUrl } from '../../lib/api.ts'
import { FormEditor } from './form-editor.tsx'
import { siteFormsQuery } from './queries.ts'

/** The forms of a site: each has a page of its own, and stands in pages by one line. */
export function Forms({ accountId }: { accountId: string }) {
  const { t } = useTranslation('own-site')
  const query = useQuery(siteFormsQuery)
  const [adding, setAdding] = useState(false)
  return (
    <section className="sheet stack" aria-labelledby="forms">
      <h2 id="forms">{t('forms.title')}</h2>
      <p>{t('forms.lead')}</p>
      <Loaded query={query} skeleton={<Rows count={1} height={60} />}>
        {(forms) => (
          <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
            {forms
              .filter((form) => form.accountId === accountId)
              .map((form) => (
                <FormLine key={form.id} form={form} />
              ))}
          </ul>
        )}
      </Loaded>
      {adding ? (
        <FormEditor accountId={accountId} onClose={() => setAdding(false)} />
      ) : (
        <div className="buttons-start">
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('forms.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

function FormLine({ form }: { form: SiteForm }) {
  const { t } = useTranslation('own-site')
  const client = useQueryClient()
  const [what, setWhat] = useState<'edit' | 'delete'>()
  const renew = () => client.invalidateQueries({ queryKey: ['site-forms'] })
  const toggle = useMutation({
    mutationFn: () => api.patch(`/site-forms/${form.id}`, { open: !form.open }),
    onSuccess: renew,
  })
  if (what === 'edit') {
    return (
      <li>
        <FormEditor accountId={form.accountId} form={form} onClose={() => setWhat(undefined)} />
      </li>
    )
  }
  return (
    <li className="stack">
      <h3>
        {form.name} {!form.open && <span className="tag">{t('forms.closed')}</span>}
      </h3>
      <CopyField label={t('forms.snippet')} value={form.snippet} />
      <CopyField label={t('forms.page')} value={form.url} />
      <div className="buttons-start">
        <Button variant="default" onClick={() => setWhat('edit')}>
          {t('forms.edit')}
        </Button>
        <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate()}>
          {t(form.open ? 'forms.close' : 'forms.open')}
        </Button>
        <Button variant="default" component="a" href={apiUrl(`/site-forms/${form.id}/submissions`)} download>
          {t('forms.sheet')}
        </Button>
        <Button variant="subtle" color="red" onClick={() => setWhat('delete')}>
          {t('forms.delete')}
        </Button>
      </div>
      {what === 'delete' && (
        <ConfirmName
          title={t('forms.delete_title', { name: form.name })}
          consequence={t('forms.delete_text')}
          name={form.name}
          action={t('forms.delete')}
          onConfirm={() => api.delete(`/site-forms/${form.id}`).then(renew)}
          onClose={() => setWhat(undefined)}
        />
      )}
    </li>
  )
}
