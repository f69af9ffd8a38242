/** Where the compiled form of a TypeScript file is kept: a name for each content, so that an old one is never used. */
const { createHash } = require('node:crypto');
const { join } = require('node:path');
const { version } = require('@swc/core/package.json');

exports.compiledFile = (folder, path, source) =>
  join(folder, `${createHash('sha256').update(`${version}\n${path}\n`).update(source).digest('hex').slice(0, 32)}.js`);
