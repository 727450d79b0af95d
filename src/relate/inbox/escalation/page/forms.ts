import { type Html, html } from '../../../../../lib/markup/index.ts'
import { isWaiting } from '../matter/escalation.ts'
import type { Shown } from './view.ts'
import type { Say } from './words.ts'

/** What can be done, each a plain form: the answer first, the rest folded away. */
export function answerForms(say: Say, shown: Shown): Html {
  const { row, kept, path, locale, formId } = shown
  const wrote = (of: string) => (kept.do === of ? (kept.text ?? '') : '')
  const fold = (of: string, content: Html) =>
    html`<details${kept.do === of ? html` open` : null}><summary>${say(`form.${of}`)}</summary>${content}</details>`
  const form = (content: Html, kind: string) =>
    html`<form method="post" action="${path}?lang=${locale}" enctype="multipart/form-data"><input type="hidden" name="form" value="${formId}">${content}<button type="submit" name="do" value="${kind}"${
      kind === 'answer' ? null : html` class="quiet"`
    }>${say(`send.${kind}`)}</button></form>`
  const text = (of: string, label: string, required = true) =>
    html`<label for="${of}">${say(label)}</label><textarea id="${of}" name="text" maxlength="20000"${required ? html` required` : null}>${wrote(of)}</textarea>`
  const file = (of: string) =>
    html`<label for="file-${of}">${say('form.files')}</label><input id="file-${of}" type="file" name="files" multiple>`
  const seen = row.state === 'sent' ? form(html`<p class="hush">${say('form.seen_help')}</p>`, 'seen') : null
  return html`<section aria-labelledby="do"><h2 id="do">${say('page.do')}</h2>
${seen}
${form(html`${text('answer', 'form.answer')}${file('answer')}`, 'answer')}
</section>
<section aria-labelledby="else"><h2 id="else">${say('page.else')}</h2>
${fold('question', form(html`${text('question', 'form.question_label')}${file('question')}`, 'question'))}
${fold('solved', form(text('solved', 'form.solved_label', false), 'solved'))}
${fold('refused', form(text('refused', 'form.refused_label'), 'refused'))}
${fold('handed', form(html`<label for="to">${say('form.handed_label')}</label><input id="to" type="email" name="to" maxlength="320" required autocomplete="off" value="${kept.do === 'handed' ? (kept.to ?? '') : ''}"><p class="hush">${say('form.handed_help')}</p>`, 'handed'))}
</section>${isWaiting(row.state) ? null : html`<p class="hush">${say('page.theirs')}</p>`}`
}
