/** Where the API lives, put in by the build; empty means "the origin script.js came from". */
declare const __ROCKET_API__: string;

declare module '*.css?inline' {
  const text: string;
  export default text;
}
