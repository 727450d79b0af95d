const ADDRESS = /\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}»]/g

/** The same words for programs that show HTML first: paragraphs, lines, addresses that can be followed, quotes. */
export function htmlOf(text: string): string {
  const blocks = text.split(/\n{2,}/).map((block) => {
    const lines = block.split('\n')
    if (!lines.every((line) => line.startsWith('>'))) return `<p>${linesOf(lines)}</p>`
    const quoted = lines.map((line) => line.replace(/^> ?/, ''))
    return `<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${linesOf(quoted)}</blockquote>`
  })
  return `<!doctype html><html><body>${blocks.join('\n')}</body></html>`
}

function linesOf(lines: string[]): string {
  return lines.map(linked).join('<br>\n')
}

function linked(line: string): string {
  let html = ''
  let at = 0
  for (const found of line.matchAll(ADDRESS)) {
    html += `${escaped(line.slice(at, found.index))}<a href="${escaped(found[0])}">${escaped(found[0])}</a>`
    at = found.index + found[0].length
  }
  return html + escaped(line.slice(at))
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
