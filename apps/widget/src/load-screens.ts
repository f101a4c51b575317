import type { Screens } from './screens';

let loaded: Promise<Screens> | null = null;

const ask = (name: string): Promise<Screens> =>
  new Promise((resolve, reject) => rocketRequire([name], (module) => resolve(module as Screens), reject));

/**
 * Fetches the screens from beside script.js, once for the page. By the relative name first, as amoCRM documents it, then by
 * the folder that amoCRM says script.js lies in. Rejects when neither is there; the next call tries again.
 */
export function loadScreens(folder: string): Promise<Screens> {
  loaded ??= ask(`./${__ROCKET_SCREENS__}`)
    .catch((error: unknown) => {
      if (!folder) throw error;
      return ask(`${folder}/${__ROCKET_SCREENS__}`);
    })
    .catch((error: unknown) => {
      loaded = null;
      throw error;
    });
  return loaded;
}
