/** The image, the compose file and the manifests in deploy/, as far as they can be checked without Docker and Kubernetes. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig, settings } from '../../src/config.ts';
import { freePort, nobody } from '../kit/cluster.ts';
import { follow, type Program, untilRunning } from './program.ts';

interface Instruction {
  name: string;
  text: string;
}

/** The stages of the Dockerfile with their instructions, each on one line. */
const stages = readFileSync('deploy/Dockerfile', 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.split('\n').filter(Boolean))
  .map((lines): Instruction[] =>
    lines.map((line) => ({ name: line.split(' ', 1)[0] ?? '', text: line.replace(/^\w+ /, '') })),
  );
const last = stages.at(-1) ?? [];
const textOf = (name: string) => last.find((instruction) => instruction.name === name)?.text ?? '';
/** What the image sets, such as HOST. */
const environment = Object.fromEntries(
  textOf('ENV')
    .split(' ')
    .map((each) => each.split('=')),
);
/** What the last stage copies: from this folder or another stage, to a path in its working folder. */
const copies = (stage: Instruction[]) =>
  stage
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from'))
    .flatMap(({ text }) => text.split(' ').slice(0, -1));

interface Service {
  image: string;
  build: { context: string; dockerfile: string };
  environment: Record<string, string>;
  depends_on: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  read_only?: boolean;
  cap_drop?: string[];
  volumes: string[];
}
const compose = parse(readFileSync('deploy/compose.yaml', 'utf8')) as {
  services: Record<'latchkey' | 'postgres', Service>;
  volumes: Record<string, null>;
};

interface Probe {
  httpGet: { path: string; port: string };
}
interface Container {
  image: string;
  args: string[];
  ports: { name: string; containerPort: number }[];
  env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  securityContext: object;
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
}
interface Manifest {
  kind: string;
  metadata: { name: string };
  // biome-ignore lint/suspicious/noExplicitAny: each kind has another form
  spec: any;
}
const manifests = parseAllDocuments(readFileSync('deploy/kubernetes/latchkey.yaml', 'utf8')).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS() as Manifest;
});
const ofKind = (kind: string) => manifests.find((manifest) => manifest.kind === kind) as Manifest;
const pod = ofKind('Deployment').spec.template.spec;
const [container] = pod.containers as [Container];

describe('the image', () => {
  test('is built from files that exist and that reach the build', () => {
    const ignored = readFileSync('deploy/Dockerfile.dockerignore', 'utf8').split('\n');
    const sources = stages.flatMap(copies);
    expect(sources.length).toBeGreaterThan(10);
    for (const path of sources) {
      expect({ path, exists: existsSync(path) }).toEqual({ path, exists: true });
      expect(ignored).toContain(`!${path}`);
    }
  });

  test('is built from all files that the build reads', () => {
    const script = readFileSync('scripts/build.js', 'utf8');
    const inputs = [...script.matchAll(/(?:inputs: |shared = )\[(.*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map(([, path = '']) => path),
    );
    const built = stages.find((stage) => stage.some(({ text }) => text.includes('scripts/build.js'))) ?? [];
    expect(inputs).toContain('vite.config.ts');
    const missing = inputs.filter(
      (path) => !copies(built).some((copied) => path === copied || path.startsWith(`${copied}/`)),
    );
    expect(missing).toEqual([]);
  });

  test('sets only settings that exist', () => {
    const { NODE_ENV, ...set } = environment;
    expect(NODE_ENV).toBe('production');
    expect(Object.keys(set).filter((name) => !(name in settings.shape))).toEqual([]);
    expect(readConfig(set)).toMatchObject({ HOST: '0.0.0.0', PORT: 4000, DATA_DIR: '/data' });
  });

  test('does not run as root', () => {
    expect(textOf('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  describe('with the files of its last stage, which are not its own', () => {
    const user = process.getuid?.() === 0 ? nobody() : undefined;
    let folder: string;
    let data: string;
    let port: string;
    let server: Program & { url: string };
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'latchkey-image-'));
      data = join(folder, 'data');
      port = String(await freePort());
      for (const path of copies(last)) cpSync(path, join(folder, path), { recursive: true });
      cpSync('dist', join(folder, 'dist'), { recursive: true, filter: (path) => !/dist\/(\.|benchmark)/.test(path) });
      for (const path of installed()) cpSync(path, join(folder, path), { recursive: true });
      mkdirSync(data, { mode: 0o700 });
      if (user) chownSync(data, user.uid, user.gid);
      chmodSync(folder, user ? 0o755 : 0o700);
      const [node, file = ''] = JSON.parse(textOf('ENTRYPOINT')) as string[];
      expect(node).toBe('node');
      const args = [file.replace('/opt/latchkey', folder), ...JSON.parse(textOf('CMD'))];
      const set = { ...environment, PORT: port, DATA_DIR: data };
      server = await untilRunning(follow(process.execPath, args, set, { cwd: folder, ...user }));
    }, 120_000);
    afterAll(async () => {
      await server?.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });

    /** What `npm ci --omit=dev --omit=optional` installs. */
    function installed(): string[] {
      const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
        packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
      };
      return Object.entries(packages).flatMap(([path, { dev, devOptional }]) =>
        path && !dev && !devOptional ? path : [],
      );
    }

    /** The exit code of the health check. */
    const check = () => {
      const [, command = ''] = /CMD (\[.*\])$/.exec(textOf('HEALTHCHECK')) ?? [];
      const [, ...args] = JSON.parse(command) as string[];
      return promisify(execFile)(process.execPath, args, { env: { PORT: port } }).then(
        () => 0,
        ({ code }) => code as number,
      );
    };

    test('it starts, and writes to its data folder only', () => {
      const isNew = (name: string) => !copies(last).includes(name) && !['dist', 'node_modules', 'data'].includes(name);
      expect(readdirSync(folder).filter(isNew)).toEqual([]);
      // The file `state` is written whole beside its place, and then moved there.
      const made = readdirSync(data).map((name) => name.replace(/^state\..*/, 'state'));
      expect([...new Set(made)].sort()).toEqual(['lock', 'pglite', 'secret-key', 'state']);
    });

    test('its probes are answered', async () => {
      for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
        expect((await fetch(`http://127.0.0.1:${port}${probe.httpGet.path}`)).status).toBe(200);
    });

    test('its health check succeeds while it runs, and fails afterwards', async () => {
      expect(await check()).toBe(0);
      expect(await server.end()).toBe(0);
      expect(await check()).toBe(1);
    });
  });
});

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('compose.yaml', () => {
  const { latchkey, postgres } = compose.services;

  test('builds the image of this version', () => {
    expect(latchkey.image).toBe(`latchkey:${version}`);
    expect(existsSync(join('deploy', latchkey.build.context, latchkey.build.dockerfile))).toBe(true);
  });

  test('sets only settings that exist, and their values are valid', () => {
    const given = { SECRET_KEY: 'a'.repeat(64), POSTGRES_PASSWORD: 'b'.repeat(48), OWNER_EMAIL: 'you@example.com' };
    const values = Object.entries(latchkey.environment).map(([name, value]) => {
      const filled = value.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, variable: string, kind: string, text: string) =>
        kind === '?' ? given[variable as keyof typeof given] : text,
      );
      return [name, filled];
    });
    expect(Object.keys(latchkey.environment).filter((name) => !(name in settings.shape))).toEqual([]);
    expect(readConfig(Object.fromEntries(values))).toMatchObject({
      PUBLIC_URL: 'http://localhost:4000',
      TRUSTED_PROXIES: [],
    });
  });

  test('contains no secret', () => {
    const secrets = [
      latchkey.environment.DATABASE_URL,
      latchkey.environment.SECRET_KEY,
      postgres.environment.POSTGRES_PASSWORD,
    ];
    for (const value of secrets) expect(value).toMatch(/\$\{\w+:\?/);
  });

  test('starts Latchkey when PostgreSQL is ready, without rights and with a file system that cannot be written', () => {
    expect(latchkey.depends_on.postgres?.condition).toBe('service_healthy');
    expect(postgres.healthcheck?.test).toContain('pg_isready');
    expect(latchkey).toMatchObject({ read_only: true, cap_drop: ['ALL'], volumes: [`data:${environment.DATA_DIR}`] });
    const mounted = [latchkey, postgres].flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]));
    expect(Object.keys(compose.volumes).sort()).toEqual(mounted.sort());
  });
});

describe('the manifests for Kubernetes', () => {
  test('are a Deployment, a Service and a PodDisruptionBudget that select the same pods', () => {
    expect(manifests.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget']);
    const { labels } = ofKind('Deployment').spec.template.metadata;
    expect(ofKind('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(ofKind('Service').spec.selector).toEqual(labels);
    expect(ofKind('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
  });

  test('lead to the port on which the image listens', () => {
    const [port] = container.ports;
    expect(port).toEqual({ name: 'http', containerPort: Number(environment.PORT) });
    expect(ofKind('Service').spec.ports[0].targetPort).toBe(port?.name);
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe])
      expect(probe.httpGet.port).toBe(port?.name);
  });

  test('run the image of this version as the user of the image, without rights, on a file system that cannot be written', () => {
    expect(container.image).toBe(`latchkey:${version}`);
    const [uid, gid] = textOf('USER').split(':').map(Number);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: uid, runAsGroup: gid });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('set only settings that exist, with valid values, and secrets only from the Secret', () => {
    const secrets: Record<string, string> = {
      DATABASE_URL: 'postgres://latchkey:secret@database/latchkey',
      SECRET_KEY: 'a'.repeat(64),
      SMTP_URL: 'smtp://mail',
    };
    const given = container.env.map(({ name, value, valueFrom }) => [
      name,
      value ?? secrets[valueFrom?.secretKeyRef.key ?? ''],
    ]);
    expect(container.env.filter(({ name }) => !(name in settings.shape))).toEqual([]);
    for (const { name, value, valueFrom } of container.env)
      expect({ name, isSecret: name in secrets }).toEqual({
        name,
        isSecret: value === undefined && valueFrom !== undefined,
      });
    expect(readConfig(Object.fromEntries(given))).toMatchObject({ PUBLIC_URL: 'https://latchkey.example.com' });
  });
});
