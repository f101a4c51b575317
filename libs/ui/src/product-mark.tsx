/**
 * The picture of a product on its card, or its initial where there is none. It says nothing that the name beside it does not, so
 * whoever listens to the page is spared it. Its room is kept before it comes.
 */
export const ProductMark = ({ name, picture }: { name: string; picture: string | null }) =>
  picture ? (
    <img class="product-mark" src={picture} alt="" width="44" height="44" loading="lazy" decoding="async" />
  ) : (
    <span class="product-mark" aria-hidden="true">
      {initialOf(name)}
    </span>
  );

/** The first letter or digit of a name, large. */
const initialOf = (name: string): string => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toLocaleUpperCase('ru');
