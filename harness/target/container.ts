import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import type { ContainerRuntimeClient, StartedTestContainer } from 'testcontainers'
import { keepTail } from './log-tail.ts'
import { TargetError } from './target-error.ts'

export interface ContainerRequest {
  image: string
  /** Inside the container. */
  port: number
  env: Record<string, string>
  startLimitMs: number
}

export interface RunningContainer {
  url: string
  /** Of the image. */
  digest: string | null
  stop(): Promise<void>
  /** Why the container is no longer there, with the end of its log; nothing while it runs. */
  trouble(): Promise<string | undefined>
}

/** Under this name a container reaches the machine that runs it. */
export const hostFromContainer = 'host.docker.internal'

const label = 'cognito-identity-conformance'

/** Starts an emulator through testcontainers and waits until it answers HTTP. Throws `TargetError` with the cause in one line. */
export async function startContainer({ image, port, env, startLimitMs }: ContainerRequest): Promise<RunningContainer> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers')
  const docker = await getContainerRuntimeClient().catch(() => {
    throw new TargetError('unreachable', whyNoDocker(process.env))
  })
  await removeLeftovers(docker)
  await disableReaperWithoutImage(docker)

  const log = keepTail()
  let container: StartedTestContainer
  try {
    container = await new GenericContainer(image)
      .withExposedPorts(port)
      .withEnvironment(env)
      .withExtraHosts([{ host: hostFromContainer, ipAddress: 'host-gateway' }])
      .withLabels({ [label]: JSON.stringify({ host: hostname(), pid: process.pid }) })
      .withLogConsumer((stream) => stream.on('data', log.add).on('err', log.add))
      .withWaitStrategy(Wait.forHttp('/', port).forStatusCodeMatching(() => true))
      .withStartupTimeout(startLimitMs)
      .start()
  } catch (error) {
    await removeOwn(docker)
    throw new TargetError('unreachable', `${image} did not start: ${whyNoStart(error as Error)}${log.tail()}`)
  }
  const { digest } = await describeImage(docker, image)
  return {
    url: `http://${container.getHost()}:${container.getMappedPort(port)}`,
    digest,
    stop: async () => void (await container.stop({ remove: true, removeVolumes: true })),
    async trouble() {
      const found = await docker.container.inspect(docker.container.getById(container.getId())).catch(() => undefined)
      if (found?.State.Running === true) return undefined
      return `the container of ${image} ended during the run${log.tail()}`
    },
  }
}

const remedy = 'or name the address of a running emulator'

/** What keeps us from Docker: it is not there, or its daemon does not answer. */
export function whyNoDocker({ DOCKER_HOST, PATH = '' }: NodeJS.ProcessEnv): string {
  if (DOCKER_HOST !== undefined) {
    return `no Docker daemon answers at ${DOCKER_HOST} (DOCKER_HOST); start it, unset the variable, ${remedy}`
  }
  const isInstalled = PATH.split(':').some((folder) => existsSync(`${folder}/docker`))
  return isInstalled
    ? `Docker is installed, but its daemon does not answer; start it, ${remedy}`
    : `Docker is not installed; install and start it, ${remedy}`
}

/** Docker asks the registry for an image that is not here; what it says then names the registry, and not what is wrong. */
export function whyNoStart(error: Error): string {
  const said = error.message.split('\n')[0] ?? ''
  if (
    !/\/v2\/|pull access denied|manifest unknown|repository does not exist|No such image|not found: manifest/.test(said)
  )
    return said
  return `there is no such image here, and it cannot be pulled (${said}); build it, or look at its name and at the network`
}

/** The reaper removes containers of killed processes; its image cannot be had everywhere. Ours are removed by label either way. */
async function disableReaperWithoutImage(docker: ContainerRuntimeClient): Promise<void> {
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] !== undefined) return
  const images = await docker.container.dockerode.listImages()
  const isThere = images.some((image) => image.RepoTags?.some((tag) => tag.startsWith('testcontainers/ryuk:')) === true)
  if (!isThere) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true'
}

interface Owner {
  host: string
  pid: number
}

/** Containers of runs on this machine that were killed. */
async function removeLeftovers(docker: ContainerRuntimeClient): Promise<void> {
  await removeWhere(docker, ({ host, pid }) => host === hostname() && !isRunning(pid))
}

async function removeOwn(docker: ContainerRuntimeClient): Promise<void> {
  await removeWhere(docker, ({ host, pid }) => host === hostname() && pid === process.pid)
}

async function removeWhere(docker: ContainerRuntimeClient, isTaken: (owner: Owner) => boolean): Promise<void> {
  const all = await docker.container.dockerode.listContainers({ all: true, filters: { label: [label] } })
  await Promise.all(
    all
      .filter(({ Labels }) => isTaken(JSON.parse(Labels[label] ?? '{}') as Owner))
      .map(({ Id }) =>
        docker.container
          .getById(Id)
          .remove({ force: true, v: true })
          .catch(() => {}),
      ),
  )
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function describeImage(docker: ContainerRuntimeClient, image: string): Promise<{ digest: string | null }> {
  const { RepoDigests, Id } = await docker.container.dockerode.getImage(image).inspect()
  return { digest: RepoDigests?.[0]?.replace(/^.*@/, '') ?? Id }
}
