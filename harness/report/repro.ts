/** The command that shows a check's result again. */
export function reproCommand(targetSpec: string, id: string, seed?: number): string {
  const command = `npx cognito-identity-conformance run ${shellWord(targetSpec)} --only ${id}`
  return seed === undefined ? command : `${command} --seed ${seed}`
}

/** The command that plays a stored history again. */
export function replayCommand(targetSpec: string, file: string): string {
  return `npx cognito-identity-conformance replay ${shellWord(file)} --target ${shellWord(targetSpec)}`
}

function shellWord(text: string): string {
  return /^[\w:/.@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
