/** Where the API lives, put in by the build; empty means "the origin script.js came from". */
declare const __ROCKET_API__: string;

/** Where people write when something fails, put in by the build. */
declare const __ROCKET_SUPPORT__: string;

declare module '*.css?inline' {
  const text: string;
  export default text;
}
