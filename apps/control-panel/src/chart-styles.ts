import { Svg } from 'chartist';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Attr = (this: Svg, attributes: string | Attributes, namespace?: string) => unknown;

/**
 * Chartist writes style attributes, which the panel's policy lets nobody write (its own code says «TODO remove inline styles due to
 * CSP»): the same declarations, set one by one. Whoever draws a chart imports this.
 */
const attr = Svg.prototype.attr as Attr;

const guarded: Attr = function (attributes, namespace) {
  if (typeof attributes === 'string' || typeof attributes['style'] !== 'string')
    return attr.call(this, attributes, namespace);
  const { style, ...others } = attributes;
  (this.getNode() as SVGElement).style.cssText = style;
  return attr.call(this, others, namespace);
};
Svg.prototype.attr = guarded as typeof Svg.prototype.attr;
