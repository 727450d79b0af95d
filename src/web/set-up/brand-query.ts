/** What would end a phrase, or stand for any ending. */
const MARKS = /["“”„‟＂*]/gu
/** Words in capitals that mean something in a query (`docs/query-language.md`), and names of shops all the same. */
const OPERATOR = /^(?:AND|ET|OR|OU|NOT|SAUF|NON|O?NEAR)$/u
const WORD = /^[\p{L}\p{N}_]+$/u
const HANDLE = /^[@#][\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@-]*$/u
/** Without one of these there is nothing to listen for. */
const FOUND = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** The first alert, from what the brand is called: each name as it is written, handles as they are. */
export function brandQuery(names: string[]): string {
  return names
    .map((name) => name.replace(MARKS, '').trim())
    .filter((name) => FOUND.test(name))
    .map((name) => ((WORD.test(name) && !OPERATOR.test(name)) || HANDLE.test(name) ? name : `"${name}"`))
    .join(' OR ')
}
