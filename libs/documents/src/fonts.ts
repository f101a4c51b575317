import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** PT Sans and PT Sans Narrow by ParaType (OFL 1.1), made for Russian; embedded unchanged, by subset. */
export type Face = 'sans' | 'sansBold' | 'narrow' | 'narrowBold';

const FILES: Record<Face, string> = {
  sans: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  sansBold: '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
  narrow: '@expo-google-fonts/pt-sans-narrow/400Regular/PTSansNarrow_400Regular.ttf',
  narrowBold: '@expo-google-fonts/pt-sans-narrow/700Bold/PTSansNarrow_700Bold.ttf',
};

// Resolved from the file that runs, source or bundle: both stand under the workspace's node_modules.
const resolveFrom = createRequire(import.meta.url);
const read = new Map<Face, Uint8Array>();

/** The bytes of a font file, read once in the life of the process. */
export function fontBytes(face: Face): Uint8Array {
  let bytes = read.get(face);
  if (!bytes) {
    bytes = readFileSync(resolveFrom.resolve(FILES[face]));
    read.set(face, bytes);
  }
  return bytes;
}
