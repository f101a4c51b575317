/** What amoCRM's documented rules refuse in these files, given by their paths inside the archive. */
export declare function faultsIn(files: Record<string, Uint8Array>): string[];

/** What every page is asked to load for us at most: `script.js`, in bytes after gzip. */
export declare const heaviestScript: number;
