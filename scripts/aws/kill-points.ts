/** Points at which runs are killed: requests after their start. With SEED the same ones again. */
const killSeed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
export function randomPoints(count: number, within: number): number[] {
  process.stderr.write(`kill points: SEED=${killSeed}\n`)
  let state = killSeed
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return 1 + (state % within)
  })
}
