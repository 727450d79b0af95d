export { cleanText, clip, looksLikeHtml, plainText } from './html.ts'
export { readJsonLine } from './json-line.ts'
export { linesOf, write } from './lines.ts'
