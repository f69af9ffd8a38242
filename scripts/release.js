/**
 * Makes what a release consists of: the package, a list of all packages in it (SBOM, CycloneDX), and their SHA-256 checksums.
 * `--into` names the folder, and `--as-built` takes the build that is there; otherwise everything is built from scratch.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const options = { into: { type: 'string', default: 'release' }, 'as-built': { type: 'boolean', default: false } };
const { into, 'as-built': isBuilt } = parseArgs({ options }).values;
const folder = resolve(into);
const { name, version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
const archive = `${name}-${version}.tgz`;
const bom = `${name}-${version}.cdx.json`;

process.chdir(join(import.meta.dirname, '..'));
mkdirSync(folder, { recursive: true });
if (!isBuilt) execFileSync(process.execPath, ['scripts/build.js', '--force'], { stdio: 'inherit' });
npm('pack', '--pack-destination', folder);
writeFileSync(join(folder, bom), `${JSON.stringify(shipped(packages()), null, 2)}\n`);
// As `sha256sum --check` reads it.
writeFileSync(join(folder, 'SHA256SUMS'), [archive, bom].map((file) => `${sha256(file)}  ${file}\n`).join(''));
process.stdout.write(`${[archive, bom, 'SHA256SUMS'].map((file) => join(into, file)).join('\n')}\n`);

/** Packages of the lock file. With its rules for peers, npm would refuse a development tool that does not know our TypeScript yet. */
function packages(...more) {
  const asApplication = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  return JSON.parse(npm('sbom', ...asApplication, '--package-lock-only', '--legacy-peer-deps', ...more));
}

/**
 * Only what users get: the packages that are installed with ours, and those that the build put into its files. npm takes the
 * latter for tools of development, because nothing installs them.
 */
function shipped({ metadata, components, dependencies, ...document }) {
  const parts = ['src', 'web'].map((part) => ({ name: `dist/${part}`, refs: new Set(licensesOf(part).map(refOf)) }));
  const bundled = new Set(parts.flatMap(({ refs }) => [...refs]));
  const installed = new Set(packages('--omit', 'dev').components.map(refOf));
  const missing = [...bundled].filter((ref) => !components.some((component) => refOf(component) === ref));
  if (missing.length > 0) throw new Error(`The lock file does not have what was built: ${missing.join(', ')}`);
  const kept = components.filter((component) => installed.has(refOf(component)) || bundled.has(refOf(component)));
  const placesOf = (component) => {
    const places = parts.filter(({ refs }) => refs.has(refOf(component))).map((part) => part.name);
    return installed.has(refOf(component)) ? [...places, 'node_modules'] : places;
  };
  const own = `${name}@${version}`;
  const refs = new Set([own, ...kept.map((component) => component['bom-ref'])]);
  return {
    ...document,
    metadata: {
      ...metadata,
      component: { ...metadata.component, name, hashes: [{ alg: 'SHA-256', content: sha256(archive) }] },
    },
    components: kept.map(({ properties, ...component }) => ({
      ...component,
      scope: 'required',
      properties: placesOf(component).map((value) => ({ name: 'latchkey:part-of', value })),
    })),
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  };
}

/** What `scripts/bundle.js` and vite wrote about the packages in their files. */
function licensesOf(part) {
  return JSON.parse(readFileSync(`dist/${part}/licenses.json`, 'utf8'));
}

function refOf({ name, version }) {
  return `${name}@${version}`;
}

function sha256(file) {
  return createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
}

function npm(...args) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  return execFileSync('npm', [...args, '--loglevel=error'], { encoding: 'utf8', maxBuffer: 64e6, stdio });
}
