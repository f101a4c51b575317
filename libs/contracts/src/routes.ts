import { accessRoutes } from './access';
import { actRoutes } from './acts';
import { accountRoutes } from './account-routes';
import { accountingRoutes } from './accounting-routes';
import { amocrmRoutes } from './amocrm-routes';
import { announcementRoutes } from './announcements';
import { catalogueRoutes } from './catalogue-routes';
import { forProductsRoutes } from './for-products';
import { exportRoutes } from './export-routes';
import { handoverRoutes } from './handover-routes';
import { moneyRoutes } from './money-routes';
import { mailTroubleRoutes } from './mail-trouble-routes';
import { noticeRoutes } from './notice-routes';
import { offerVersionRoutes } from './offer-versions';
import { peopleRoutes } from './people';
import { certificateRoutes, packageRoutes } from './packages';
import { previewRoutes } from './previews';
import { partnershipRoutes } from './partnerships';
import { pricePlanRoutes } from './price-plans';
import { productPictureRoutes } from './product-pictures';
import { promotionRoutes } from './promotions';
import { personalDataRoutes } from './personal-data';
import { priceChangeRoutes } from './price-change-routes';
import { fiscalReceiptRoutes } from './fiscal-receipts';
import { projectRoutes } from './projects';
import { cessionRoutes } from './cessions';
import { autopaymentRoutes } from './autopayments';
import { providerRoutes } from './provider-routes';
import { receiptRoutes } from './receipt-routes';
import { reconciliationRoutes } from './reconciliations';
import { refundRoutes } from './refunds';
import { reportRoutes } from './reports';
import { searchRoutes } from './search';
import { securityRoutes } from './security';
import { sandboxRoutes } from './sandbox-routes';
import { quoteRoutes } from './quotes';
import { subscriptionOrderRoutes } from './subscription-order';
import { supportRequestRoutes } from './support-requests';
import { usageRoutes } from './usage-routes';
import { transferRoutes } from './transfers';
import { webhookRoutes } from './webhooks';
import { widgetRoutes } from './widget-routes';

/** Every door of the API under /api/v1. A test holds this table against the doors that really answer. */
export const routes = {
  ...sandboxRoutes,
  ...catalogueRoutes,
  ...accountRoutes,
  ...subscriptionOrderRoutes,
  ...projectRoutes,
  ...transferRoutes,
  ...packageRoutes,
  ...quoteRoutes,
  ...accessRoutes,
  ...accountingRoutes,
  ...exportRoutes,
  ...reportRoutes,
  ...previewRoutes,
  ...pricePlanRoutes,
  ...priceChangeRoutes,
  ...productPictureRoutes,
  ...promotionRoutes,
  ...offerVersionRoutes,
  ...moneyRoutes,
  ...reconciliationRoutes,
  ...handoverRoutes,
  ...refundRoutes,
  ...providerRoutes,
  ...autopaymentRoutes,
  ...cessionRoutes,
  ...fiscalReceiptRoutes,
  ...receiptRoutes,
  ...amocrmRoutes,
  ...widgetRoutes,
  ...peopleRoutes,
  ...personalDataRoutes,
  ...supportRequestRoutes,
  ...partnershipRoutes,
  ...usageRoutes,
  ...forProductsRoutes,
  ...certificateRoutes,
  ...announcementRoutes,
  ...noticeRoutes,
  ...mailTroubleRoutes,
  ...searchRoutes,
  ...securityRoutes,
  ...actRoutes,
  ...webhookRoutes,
} as const;

export type RouteName = keyof typeof routes;
