import { Fragment } from 'react'
import classes from '../together/together.module.css'
import { piecesOf } from './at.ts'

/** A note, with the names of those whom it calls. */
export function NoteText({ text, names }: { text: string; names: string[] }) {
  return (
    <p className="post-text">
      {piecesOf(text, names).map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places.
        <Fragment key={at}>
          {piece.name ? <span className={classes.mention}>{piece.text}</span> : piece.text}
        </Fragment>
      ))}
    </p>
  )
}
