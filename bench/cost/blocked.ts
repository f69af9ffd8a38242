/**
 * Loaded into the measured server: reports to its parent the longest time that the event loop was blocked. Time in
 * which the process did not run, because others had the processor, does not count.
 */
let longest = 0;
let lastWall = performance.now();
let lastCpu = process.cpuUsage();

setInterval(() => {
  const wall = performance.now() - lastWall;
  const { user, system } = process.cpuUsage(lastCpu);
  longest = Math.max(longest, Math.min(wall, (user + system) / 1000));
  lastWall = performance.now();
  lastCpu = process.cpuUsage();
}, 1).unref();

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});
process.channel?.unref();
