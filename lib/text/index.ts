export { cleanText, clip, looksLikeHtml, plainText } from './html.ts'
export { linesOf, write } from './lines.ts'
