import { Command, CommanderError } from 'commander'
import { endHeadStart } from '../conductor/index.ts'
import { surviveClosedOutput } from './closed-output.ts'
import { suite } from './suite.ts'
import { reportTrouble } from './trouble.ts'

/** In the order of the help text. Loaded one by one: most need much that the others do without. */
const commands: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./run.ts')).createRunCommand(),
  record: async () => (await import('./record.ts')).createRecordCommand(),
  list: async () => (await import('./list.ts')).createListCommand(),
  explain: async () => (await import('./explain.ts')).createExplainCommand(),
  serve: async () => (await import('./serve.ts')).createServeCommand(),
  sweep: async () => (await import('./sweep.ts')).createSweepCommand(),
  calibrate: async () => (await import('./calibrate.ts')).createCalibrateCommand(),
  issuer: async () => (await import('./issuer.ts')).createIssuerCommand(),
  token: async () => (await import('./token.ts')).createTokenCommand(),
  replay: async () => (await import('./replay.ts')).createReplayCommand(),
  report: async () => (await import('./report.ts')).createReportCommand(),
  repro: async () => (await import('./repro.ts')).createReproCommand(),
  diff: async () => (await import('./diff.ts')).createDiffCommand(),
  merge: async () => (await import('./merge.ts')).createMergeCommand(),
}

export async function main(argv: string[]): Promise<void> {
  surviveClosedOutput()
  const program = new Command('cognito-identity-conformance')
    .description(
      'Says whether an endpoint behaves like Amazon Cognito identity pools (federated identities) and the STS call of their basic flow.',
    )
    .version(suite.version)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
  const [, , name = ''] = argv
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined
  for (const create of named === undefined ? Object.values(commands) : [named]) {
    const command = await create()
    program.addCommand(command.copyInheritedSettings(program))
    for (const inner of command.commands) inner.copyInheritedSettings(command)
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    // commander has printed its own message already; help and version end with 0.
    const code = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 4) : reportTrouble(error)
    await endHeadStart()
    process.exitCode = code
  }
}
