/** Night blue and paper, one ember accent; light or dark as the reader's own machine is. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbf8f3; --sheet: #fff; --ink: #1c2233; --hush: #565d70; --line: #d9d3c8;
  --ember: #a8430f; --on-ember: #fff; --good: #1d6a43; --bad: #a3262b; --ours: #f1ece2; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161f; --sheet: #1a202d; --ink: #eceae4; --hush: #a9afbe; --line: #384052;
  --ember: #ffa269; --on-ember: #22120a; --good: #7fd3a6; --bad: #ff9c9c; --ours: #232b3b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main, header, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; padding-top: 1.25rem; }
header p { margin: 0; font-weight: 600; }
nav a { margin-left: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.25rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
section, form.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.15rem; margin: 1rem 0; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0 0; }
.hush { color: var(--hush); font-size: .925rem; }
.state { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .65rem; font-size: .9rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
ol { list-style: none; margin: 0; padding: 0; } ol > li { border-top: 1px solid var(--line); padding: .75rem 0; } ol > li:first-child { border-top: 0; padding-top: 0; }
li.ours { background: var(--ours); border-radius: .5rem; border-top: 0; padding: .6rem .75rem; margin: .35rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .35rem 1rem; margin: 0; } dt { color: var(--hush); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; }
textarea, input[type=email], input[type=text] { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--hush); border-radius: .5rem; padding: .55rem .7rem; }
textarea { min-height: 8rem; resize: vertical; }
input[type=file] { display: block; max-width: 100%; font: inherit; color: inherit; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; margin: .9rem .5rem 0 0; border-radius: .5rem; border: 1px solid var(--ember); background: var(--ember); color: var(--on-ember); cursor: pointer; }
button.quiet { background: transparent; color: var(--ember); }
a { color: var(--ember); } :focus-visible { outline: 3px solid var(--ember); outline-offset: 2px; }
summary { cursor: pointer; font-weight: 600; padding: .35rem 0; min-height: 2.25rem; }
footer { padding: 1rem 1rem 3rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); } td.n { font-variant-numeric: tabular-nums; }
blockquote { margin: .5rem 0; padding: .1rem 0 .1rem .9rem; border-inline-start: 3px solid var(--line); }
@media print { :root { --paper: #fff; --sheet: #fff; --ink: #000; --hush: #333; --line: #999; --ember: #000; } nav, form { display: none; } section { break-inside: avoid; border: 0; padding: 0; } }
`
