// @ts-check
// Loaded into what `npm start` starts (node --import). When the launcher is gone, even by kill -9, the channel to it
// closes and this process asks itself to end: nothing is left behind holding the port.
const PATIENCE = 10_000;

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
