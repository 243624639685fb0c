// With `node --require`: says on standard error how much memory the process had at most.
process.once('exit', () => {
  process.stderr.write(`peak ${process.resourceUsage().maxRSS} kB\n`);
});
