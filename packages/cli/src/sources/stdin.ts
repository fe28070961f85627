import fs from 'node:fs';
import { pause, type Fragment } from '@staunch/core';

/** Standard input to its end, whether it is a file, a pipe or a terminal. */
export function openStdin(): Fragment {
  return {
    descriptor: { path: '<stdin>' },
    read(into) {
      for (;;) {
        try {
          return fs.readSync(0, into, 0, into.length, null);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code === 'EOF') return 0;
          // a terminal or a pipe that another program set to non-blocking
          if (code !== 'EAGAIN') throw error;
          pause(10);
        }
      }
    },
    close() {},
  };
}
