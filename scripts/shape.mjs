// Whether the packages are shaped as npm's users need them: publint on each, as it would be packed.
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import fs from 'node:fs';

let count = 0;
for (const name of ['core', 'hooks', 'cli']) {
  const folder = new URL(`../packages/${name}/`, import.meta.url);
  const { messages } = await publint({
    pkgDir: decodeURIComponent(folder.pathname),
    strict: true,
    pack: 'npm',
  });
  const manifest = JSON.parse(fs.readFileSync(new URL('package.json', folder), 'utf8'));
  for (const message of messages) console.log(`@staunch/${name}: ${formatMessage(message, manifest)}`);
  count += messages.length;
}
if (count === 0) console.log('the packages are well shaped');
process.exit(count > 0 ? 1 : 0);
