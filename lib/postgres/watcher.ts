import { spawn } from 'node:child_process'

/**
 * Where the kernel cannot tie a child's life to its parent's (no `setpriv`), a shell of three lines does: it waits on
 * a pipe that only this process holds, and when that closes, however it came, asks the server to stop.
 * @returns what ends the watch
 */
export function watchParent(serverPid: number): () => void {
  const script = 'read _; kill -INT "$1" 2>/dev/null'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(serverPid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to our whole group must not take the watcher first.
    detached: true,
  })
  shell.on('error', () => undefined)
  shell.unref()
  return () => {
    shell.kill('SIGKILL')
  }
}
