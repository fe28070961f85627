#!/usr/bin/env node
// What .pre-commit-hooks.yaml names: `staunch-hook NAME [ARGUMENT…]`. What is not there blocks, by the exit code of node.
void require('../dist/hook.cjs');
