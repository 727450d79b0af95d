export { cleanText, clip, looksLikeHtml, oneLine, plainText } from './html.ts'
export { readJsonLine } from './json-line.ts'
export { linesOf, write } from './lines.ts'
