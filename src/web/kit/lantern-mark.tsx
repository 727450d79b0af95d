/** Our mark: a hand lantern, lit. Its flame goes out on the pages that tell of a failure. */
export function LanternMark({ size, unlit }: { size: number; unlit?: boolean }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden className="lantern">
      <g stroke="currentColor" strokeLinecap="round" strokeLinejoin="round" strokeWidth={1.8}>
        <path d="M11.5 7.5a4.5 4.5 0 0 1 9 0" />
        <path d="M10 8.5h12M9 28h14" strokeWidth={2.3} />
        <path d="M11.2 11.5h9.6L22.3 25H9.7z" fill="currentColor" fillOpacity={0.1} />
      </g>
      {!unlit && (
        <path
          d="M16 13.5c2.7 2.7 3.5 4.3 3.5 5.9a3.5 3.5 0 0 1-7 0c0-1.6.9-2.4 1.5-3.6.4.7.8 1.1 1.2 1.2.2-1.2.5-2.3.8-3.5z"
          fill="var(--ember-lamp)"
        />
      )}
    </svg>
  )
}
