import { spawnSync } from 'node:child_process';

/** The text of a PDF with white space made one blank, or null where pdftotext is not installed. */
export function textOf(pdf: Buffer): string | null {
  const { status, stdout, error } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf });
  if (error && 'code' in error && error.code === 'ENOENT') return null;
  if (status !== 0) throw new Error('pdftotext does not read this PDF');
  return stdout.toString('utf8').replace(/\s+/g, ' ');
}
