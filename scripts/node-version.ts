// npm falls back to the host's Node without a word when the `node` package could not be installed.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 26) {
  process.stderr.write(
    `development needs Node 26, this is ${process.versions.node}; npm ci installs it (install scripts must be allowed)\n`,
  )
  process.exitCode = 1
}
