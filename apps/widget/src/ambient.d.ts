/** Where the API lives, put in by the build; empty means "the origin script.js came from". */
declare const __ROCKET_API__: string;

/** Where people write when something fails, put in by the build. */
declare const __ROCKET_SUPPORT__: string;

/** The version of the manifest, put in by the build. */
declare const __ROCKET_VERSION__: string;

/** The file beside script.js that the screens are in, put in by the build. */
declare const __ROCKET_SCREENS__: string;

/** RequireJS's `require` of our own module, which the build's `define` asks for: names are relative to script.js. */
declare const rocketRequire: (
  names: string[],
  loaded: (module: unknown) => void,
  failed: (error: unknown) => void,
) => void;

declare module '*.css?inline' {
  const text: string;
  export default text;
}
