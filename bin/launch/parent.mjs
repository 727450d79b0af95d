// Loaded into the program before itself: a launcher that dies by `kill -9` can pass nothing on, but its channel closes.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
