/** What amoCRM's documented rules refuse in these files, given by their paths inside the archive. */
export declare function faultsIn(files: Record<string, Uint8Array>): string[];
