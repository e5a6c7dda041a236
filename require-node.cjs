// Loaded before the program, and written for any Node: an older one can't read TypeScript and would end with a stack.
const { engines } = require('./package.json')

const needed = Number(/\d+/.exec(engines.node)[0])
if (Number.parseInt(process.versions.node, 10) < needed) {
  process.stderr.write(
    `SEND Answers needs Node ${needed} or later, and this is ${process.version}: install it from nodejs.org, or run "npm ci", which brings it.\n`,
  )
  process.exit(1)
}
