// Ends a process at the very moment that a file says something: node killWhen.cjs PID FILE TEXT TOO-LATE-TEXT
// Exits with 0 when it did, with 3 where it looked or killed too late.
const { existsSync, readFileSync } = require('node:fs');

const [pid, file, text, tooLate] = process.argv.slice(2);
const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const before = read();
const deadline = Date.now() + 60_000;
// Without a pause: what is looked for is there for some milliseconds.
for (let now = before; !now.includes(text); now = read()) {
  if ((now !== before && now.includes(tooLate)) || Date.now() > deadline) {
    process.exit(3);
  }
}
process.kill(Number(pid), 'SIGKILL');
const isThere = () => {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
};
while (isThere() && Date.now() < deadline) {
  // Until it is gone, it may still have written what comes next.
}
process.exit(read().includes(text) ? 0 : 3);
