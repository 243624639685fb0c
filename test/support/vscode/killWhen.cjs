// Ends a process at the very moment that a file says something: node killWhen.cjs PID FILE TEXT
const { existsSync, readFileSync } = require('node:fs');

const [pid, file, text] = process.argv.slice(2);
const deadline = Date.now() + 60_000;
// Without a pause: what is looked for is there for some milliseconds.
while (!(existsSync(file) && readFileSync(file, 'utf8').includes(text))) {
  if (Date.now() > deadline) {
    process.exit(1);
  }
}
process.kill(Number(pid), 'SIGKILL');
