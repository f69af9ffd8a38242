/** The globals of a test file are those of its process. What the file changes in them is taken back at its end. */
const { ModuleMocker } = require('jest-mock');

module.exports = class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  globals = Object.getOwnPropertyDescriptors(globalThis);
  exit = process.exit;
  env = { ...process.env };
  folder = process.cwd();

  async setup() {}

  async teardown() {
    for (const [key, before] of Object.entries(this.globals))
      if ('value' in before && globalThis[key] !== before.value) Object.defineProperty(globalThis, key, before);
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    process.exit = this.exit;
    process.chdir(this.folder);
    const { forget } = await import('./process-state.ts');
    forget();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
};
