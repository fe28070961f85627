/** The built-in rules as the engine sees them: read from what the build made, or computed where nothing was built. */
import { readBuilt } from '../platform/built.ts';
import { loadRules } from '../catalogue/load.ts';
import { buildKeywordTable, type KeywordTable } from './compile.ts';
import { sieveOf } from './sieve.ts';
import { packSieves, type PlacedSieve, type Sieves } from './sift.ts';
import { parsePattern } from './syntax.ts';
import { shapeList, shapeOf, type RuleShape, type Shapes } from './shape.ts';
import { decodeTables, encodeTables } from './table.ts';

export interface BuiltIn extends KeywordTable {
  readonly shapes: Shapes;
  readonly sieves: Sieves;
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
  const made: (PlacedSieve | null)[] = [];
  // one takes a millisecond, and most rules are never asked
  const at = (rule: number): PlacedSieve | undefined =>
    (made[rule] ??= (rule < shapes.length ? placedSieve(shapes[rule]!) : undefined) ?? null) ?? undefined;
  return { shapes: shapeList(shapes), ...buildKeywordTable(shapes), sieves: { at, packed: undefined } };
}

/** For the build: what `builtIn` will read. */
export function encodeBuiltIn(): Uint8Array {
  const shapes: readonly RuleShape[] = loadRules().map(shapeOf);
  const sieves = packSieves(shapes.length, (rule) => placedSieve(shapes[rule]!));
  return encodeTables(buildKeywordTable(shapes), shapes, sieves);
}

/** The sieve of a rule, where it is known how far before its keywords a match starts. */
function placedSieve({ pattern, ignoreCase, keywords, proof }: RuleShape): PlacedSieve | undefined {
  if (!proof || proof.least !== proof.most) return undefined;
  const sieve = sieveOf(parsePattern(pattern), ignoreCase, proof.most === 0 ? keywords : []);
  return sieve && { ...sieve, before: proof.most };
}
