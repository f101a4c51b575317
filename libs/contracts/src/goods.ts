import { z } from 'zod';

const form = z.string().trim().min(1, 'Напишите слово').max(40);

/**
 * The seller's own word for what it sells, in the forms sentences need, written without a capital: «лицензия», «пакет»,
 * «проект». Documents name products by their names whatever stands here.
 */
export const goods = z
  .strictObject({
    ru: z.strictObject({
      /** Одна лицензия. */
      one: form,
      /** Две лицензии. */
      few: form,
      /** Пять лицензий; also «нет лицензий». */
      many: form,
      /** «Цена лицензии»; left out: as `few`, which differs of two words («два рабочих места», «рабочего места»). */
      genitive: form.optional(),
      /** Heading of several: «Лицензии». */
      plural: form,
      /** «Подключить лицензию». */
      accusative: form,
    }),
    en: z.strictObject({ one: form, other: form }),
  })
  .meta({ id: 'Goods' });

export type GoodsDto = z.infer<typeof goods>;

/** What a seller sells that has no word of its own for it. */
export const USUAL_GOODS: GoodsDto = {
  ru: { one: 'продукт', few: 'продукта', many: 'продуктов', plural: 'продукты', accusative: 'продукт' },
  en: { one: 'product', other: 'products' },
};

/** A seller's own word, when it is another than the usual one. */
export function ownGoods(goods: GoodsDto | null): GoodsDto | undefined {
  if (goods === null) return undefined;
  const isUsual =
    Object.entries(USUAL_GOODS.ru).every(([form, word]) => goods.ru[form as 'one'] === word) &&
    Object.entries(USUAL_GOODS.en).every(([form, word]) => goods.en[form as 'one'] === word);
  return isUsual ? undefined : goods;
}
