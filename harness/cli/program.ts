import { Command, CommanderError } from 'commander'
import { createCalibrateCommand } from './calibrate.ts'
import { createDiffCommand } from './diff.ts'
import { createExplainCommand } from './explain.ts'
import { createIssuerCommand } from './issuer.ts'
import { createListCommand } from './list.ts'
import { createMergeCommand } from './merge.ts'
import { createRecordCommand } from './record.ts'
import { createReplayCommand } from './replay.ts'
import { createReportCommand } from './report.ts'
import { createReproCommand } from './repro.ts'
import { createRunCommand } from './run.ts'
import { createServeCommand } from './serve.ts'
import { createSweepCommand } from './sweep.ts'
import { suite } from './suite.ts'
import { createTokenCommand } from './token.ts'
import { reportTrouble } from './trouble.ts'

export async function main(argv: string[]): Promise<void> {
  const program = new Command('cognito-identity-conformance')
    .description(
      'Says whether an endpoint behaves like Amazon Cognito identity pools (federated identities) and the STS call of their basic flow.',
    )
    .version(suite.version)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
  const commands = [
    createRunCommand(),
    createRecordCommand(),
    createListCommand(),
    createExplainCommand(),
    createServeCommand(),
    createSweepCommand(),
    createCalibrateCommand(),
    createIssuerCommand(),
    createTokenCommand(),
    createReplayCommand(),
    createReportCommand(),
    createReproCommand(),
    createDiffCommand(),
    createMergeCommand(),
  ]
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program))
    for (const inner of command.commands) inner.copyInheritedSettings(command)
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    // commander has printed its own message already; help and version end with 0.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 4
    else process.exitCode = reportTrouble(error)
  }
}
