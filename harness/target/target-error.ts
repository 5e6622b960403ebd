/**
 * A target that cannot be judged, in one line for a person. `usage`: what was asked for makes no sense;
 * `unreachable`: nothing answers, or what answers is not this service.
 */
export class TargetError extends Error {
  readonly blame: 'usage' | 'unreachable'

  constructor(blame: TargetError['blame'], message: string) {
    super(message)
    this.name = 'TargetError'
    this.blame = blame
  }
}
