/** Marks of answers and forwards that programs put before a subject, in the languages of Europe. */
const ANSWER = 're|ré|réf|rép|rif|r|sv|vs|aw|antw|odp|res|ynt|回复|答复|返信'
const FORWARD = 'fwd?|tr|wg|rv|enc|vl|doorst|pd|转发|轉寄'
const MARK = new RegExp(
  `^\\s*(?:(${ANSWER})|(${FORWARD}))\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\))?\\s?[:：]\\s*`,
  'iu',
)

export interface Subject {
  /** Without the marks. */
  title: string
  answer: boolean
  forward: boolean
}

/** What a mail is about, without `Re:`, `RE:`, `TR:`, `Fwd:` however often they are repeated. */
export function readSubject(raw = ''): Subject {
  let title = raw.replace(/\s+/g, ' ').trim()
  let answer = false
  let forward = false
  for (let turn = 0; turn < 20; turn++) {
    const mark = MARK.exec(title)
    if (!mark) break
    // The outermost mark tells what was done last.
    if (turn === 0) forward = mark[2] !== undefined
    answer ||= mark[1] !== undefined
    title = title.slice(mark[0].length)
  }
  return { title: title.trim(), answer, forward }
}
