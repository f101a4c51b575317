export interface Package {
  name: string;
  version: string;
  licence: string | null;
}
export interface Lock {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; link?: boolean }>;
}
export interface Accepted {
  advisory: string;
  package: string;
  because: string;
  until: string;
}
export interface Advisory {
  name: string;
  title: string;
  url: string;
  severity: string;
}
export interface Audit {
  vulnerabilities?: Record<string, { via: (string | Advisory)[] }>;
}
export function shippedPackages(lock: Lock): Package[];
export function licenceTroubles(lock: Lock): string[];
export function isAllowed(licence: string): boolean;
export function advisoryTroubles(audit: Audit, accepted: Accepted[], today: string): string[];
