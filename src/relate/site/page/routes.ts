import { z } from 'zod'
import { invalid } from '../../../../lib/errors/index.ts'
import { html } from '../../../../lib/markup/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { MOST_JSON } from '../door/answer.ts'
import type { Cap } from '../door/caps.ts'
import { eraseVisitors } from '../visitor/erase.ts'
import { MOST_FILE } from '../visitor/file.ts'
import { holderOf } from '../visitor/holder.ts'
import { bookByForm, bookPage, callPage, changeCall } from './calls.ts'
import { formPage, submitPage } from './forms.ts'
import { trying, type Visit, visiting, wordOf } from './frame.ts'
import { page } from './html.ts'
import { sayByForm, talkByLink, talkPage } from './talk.ts'

const query = z.object({ lang: z.enum(['fr', 'en']).optional().catch(undefined) })

/** Pages of our own sites for browsers without a program: looking changes nothing, each act is a form. */
export function sitePages(deps: SiteDeps): Route[] {
  const make = (
    method: 'get' | 'post',
    path: string,
    [summary, cap]: [string, Cap],
    work: (visit: Visit, params: Record<string, string>, context: Context) => Promise<Response>,
  ) =>
    route({
      ...{ method, path: `/site/{site}${path}`, summary, tag: 'site', can: 'public', raw: true, limit: 0 },
      maxBody: MOST_FILE + MOST_JSON,
      params: z.record(z.string(), z.string().max(60)),
      query,
      handler: (context, { params, query: { lang } }) =>
        visiting(deps, context, { publicId: params.site ?? '', cap, lang }, (visit) =>
          work(visit, params, context),
        ),
    })
  return [
    make('get', '', ['The chat of a site', 'look'], (visit) => talkPage(visit)),
    make('post', '', ['Says something, reads again, or erases', 'say'], talk),
    make('get', '/talk/{link}', ['The conversation that a mail leads to', 'look'], (visit, { link = '' }) =>
      talkByLink(visit, link),
    ),
    make('get', '/forms/{form}', ['A form', 'look'], (visit, { form = '' }) => formPage(visit, idOf(form))),
    make('post', '/forms/{form}', ['What was filled in', 'form'], async (visit, { form = '' }) =>
      submitPage(visit, idOf(form), await given(visit)),
    ),
    make('get', '/call-back', ['Times to be called back', 'look'], (visit) => bookPage(visit)),
    make('post', '/call-back', ['Asks to be called back', 'book'], async (visit) =>
      bookByForm(visit, await given(visit)),
    ),
    make('get', '/calls/{link}', ['A call that was asked for', 'look'], (visit, { link = '' }) =>
      callPage(visit, link),
    ),
    make('post', '/calls/{link}', ['Moves a call, or gives it up', 'book'], async (visit, { link = '' }) =>
      changeCall(visit, link, await given(visit)),
    ),
  ]
}

function idOf(text: string): string {
  return z.uuid().safeParse(text).data ?? '00000000-0000-0000-0000-000000000000'
}

function given({ request }: Visit): Promise<FormData> {
  return request.formData().catch(() => {
    throw invalid('body_invalid')
  })
}

async function talk(visit: Visit): Promise<Response> {
  const form = await given(visit)
  const act = wordOf(form, 'do')
  const token = wordOf(form, 'token')
  if (act === 'read') return talkPage(visit, { visitor: await holderOf(visit, token), token })
  if (act === 'forget') return forget(visit, token)
  const tried = await trying(visit.lang, () => sayByForm(visit, form))
  if ('done' in tried) return talkPage(visit, tried.done)
  const visitor = await holderOf(visit, token).catch(() => undefined)
  return talkPage(visit, { ...tried, token, text: wordOf(form, 'text'), ...(visitor && { visitor }) })
}

async function forget(visit: Visit, token: string): Promise<Response> {
  const { deps, site, lang, say } = visit
  const { id } = await holderOf(visit, token)
  await eraseVisitors(deps, site.workspaceId, [id])
  const body = html`<h1>${say('chat.forgotten')}</h1><p><a href="/site/${site.publicId}?lang=${lang}">${say('page.write')}</a></p>`
  return page(site, lang, { title: say('chat.forgotten'), body })
}
