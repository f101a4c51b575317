import { routes } from '@rocket/contracts';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { words } from '../../text/words';

const WHOLE = 200;

/** Packages of counted services, newest first: nobody has more than a screen holds. */
export const usePackages = (accountId: string) => {
  const lang = words.value.language;
  return useLoaded(`account/${accountId}/packages ${lang}`, async () => {
    const { items } = await call(routes.packages, {
      params: { id: accountId },
      query: { limit: WHOLE, lang },
    });
    return items;
  });
};
