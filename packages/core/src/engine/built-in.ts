/** The built-in rules as the engine sees them: read from what the build made, or computed where nothing was built. */
import { readBuilt } from '../platform/built.ts';
import { loadRules } from '../catalogue/load.ts';
import { buildKeywordTable, type KeywordTable } from './compile.ts';
import { shapeList, shapeOf, type RuleShape, type Shapes } from './shape.ts';
import { decodeTables, encodeTables } from './table.ts';

export interface BuiltIn extends KeywordTable {
  readonly shapes: Shapes;
}

let loaded: BuiltIn | undefined;

export function builtIn(): BuiltIn {
  if (!loaded) {
    const bytes = readBuilt('builtin.tables');
    loaded = bytes ? decodeTables(bytes) : compute();
  }
  return loaded;
}

function compute(): BuiltIn {
  const shapes = loadRules().map(shapeOf);
  return { shapes: shapeList(shapes), ...buildKeywordTable(shapes) };
}

/** For the build: what `builtIn` will read. */
export function encodeBuiltIn(): Uint8Array {
  const shapes: readonly RuleShape[] = loadRules().map(shapeOf);
  return encodeTables(buildKeywordTable(shapes), shapes);
}
