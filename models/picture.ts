import type { Bin } from '../src/interpret/learn/index.ts'

const SIDE = 220
const EDGE = 34

/**
 * A calibration curve as SVG, readable on light and dark paper: a dot a bin, as large as the bin is full; on the diagonal
 * what is said is what is.
 */
export function curve(title: string, bins: Bin[]): string {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0)
  const x = (share: number) => (EDGE + share * SIDE).toFixed(1)
  const y = (share: number) => (EDGE / 2 + (1 - share) * SIDE).toFixed(1)
  const dots = bins.map(({ rows: count, said, right }) => {
    const radius = (2 + 9 * Math.sqrt(count / rows)).toFixed(1)
    return `<circle cx="${x(said)}" cy="${y(right)}" r="${radius}"/>`
  })
  const path = bins.map(({ said, right }, i) => `${i === 0 ? 'M' : 'L'}${x(said)} ${y(right)}`).join('')
  const marks = [0, 0.5, 1].map(
    (share) =>
      `<text x="${x(share)}" y="${SIDE + EDGE}" text-anchor="middle">${share * 100} %</text>` +
      `<text x="${EDGE - 5}" y="${Number(y(share)) + 4}" text-anchor="end">${share * 100}</text>`,
  )
  const size = SIDE + EDGE * 1.5
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img">`,
    `<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`,
    '<style>.f{fill:none;stroke:#767676}.d{stroke-dasharray:4 4}.c{fill:none;stroke:#3b82c4;stroke-width:2}circle{fill:#3b82c4;fill-opacity:.55}',
    'text{font:11px sans-serif;fill:#767676}</style>',
    `<rect class="f" x="${EDGE}" y="${EDGE / 2}" width="${SIDE}" height="${SIDE}"/>`,
    `<path class="f d" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/><path class="c" d="${path}"/>`,
    ...dots,
    ...marks,
    '</svg>\n',
  ].join('\n')
}
