#!/usr/bin/env node
import module from 'node:module'

// Looks at the Node version before anything else is loaded: engines in package.json are only a warning.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isSupported = major >= 26 || (major === 24 && minor >= 11) || (major === 22 && minor >= 22)
if (isSupported) {
  // In the system's folder for temporary files; a quicker start from the second one on.
  module.enableCompileCache()
  if (judges(process.argv)) {
    const { endOnInterrupt } = await import('./signals.ts')
    endOnInterrupt()
    // What takes longest to get ready is vitest.
    const { giveHeadStart } = await import('../conductor/index.ts')
    await giveHeadStart()
  }
  const { main } = await import('./program.ts')
  await main(process.argv)
} else {
  process.stderr.write(
    `cognito-identity-conformance needs Node 22.22, 24.11, 26 or newer; this is ${process.versions.node}. Install a newer Node (https://nodejs.org) and try again.\n`,
  )
  process.exitCode = 4
}

function judges([, , command = '', ...options]: string[]): boolean {
  return ['run', 'record', 'replay'].includes(command) && !options.some((one) => one === '-h' || one === '--help')
}
