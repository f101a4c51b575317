import { enActNames, enFieldNames } from '@rocket/act-words';
import { enTerms } from '@rocket/offer-words';
import { enActs } from './en-acts';
import { enAmocrmTrouble } from './en-amocrm-trouble';
import { enAnnouncements } from './en-announcements';
import { enAutopayment } from './en-autopayment';
import { enByHand } from './en-by-hand';
import { enCabinet } from './en-cabinet';
import { enCession } from './en-cession';
import { enChart } from './en-chart';
import { enConsole } from './en-console';
import { enContract } from './en-contract';
import { enDesk } from './en-desk';
import { enDeveloperDocs } from './en-developer-docs';
import { enDevelopers } from './en-developers';
import { enHistory } from './en-history';
import { enLeaving } from './en-leaving';
import { enMailTrouble } from './en-mail-trouble';
import { enNoticeChoice } from './en-notice-choice';
import { enOffers } from './en-offers';
import { enOffice } from './en-office';
import { enOrders } from './en-orders';
import { enPackages } from './en-packages';
import { enPapers } from './en-papers';
import { enPartner } from './en-partner';
import { enPay } from './en-pay';
import { enPeople } from './en-people';
import { enPersonalData } from './en-personal-data';
import { enPreviews } from './en-previews';
import { enPriceWizard } from './en-price-wizard';
import { enNextPeriod } from './en-next-period';
import { enProjects } from './en-projects';
import { enProductCalls } from './en-product-calls';
import { enPromotions } from './en-promotions';
import { enQuote } from './en-quote';
import { enReportStand } from './en-report-stand';
import { enRegisters } from './en-registers';
import { enReports } from './en-reports';
import { enRuns } from './en-runs';
import { enSearch } from './en-search';
import { enSecurity } from './en-security';
import { enStanding } from './en-standing';
import { enSupport } from './en-support';
import { enWebhooks } from './en-webhooks';

/** English of every screen in one chunk: whoever chose it gets it whole, nobody else pays for it. */
export const english = {
  act: enActs,
  actNames: enActNames,
  amocrmTrouble: enAmocrmTrouble,
  announcement: enAnnouncements,
  autopayment: enAutopayment,
  byHand: enByHand,
  cabinet: enCabinet,
  cession: enCession,
  console: enConsole,
  contract: enContract,
  desk: enDesk,
  developer: enDevelopers,
  developerDocs: enDeveloperDocs,
  fieldNames: enFieldNames,
  history: enHistory,
  leaving: enLeaving,
  mailTrouble: enMailTrouble,
  noticeChoice: enNoticeChoice,
  office: enOffice,
  orders: enOrders,
  packages: enPackages,
  papers: enPapers,
  partner: enPartner,
  pay: enPay,
  people: enPeople,
  personalData: enPersonalData,
  preview: enPreviews,
  priceWizard: enPriceWizard,
  chart: enChart,
  standing: enStanding,
  nextPeriod: enNextPeriod,
  project: enProjects,
  productCall: enProductCalls,
  promotion: enPromotions,
  quote: enQuote,
  registers: enRegisters,
  report: enReports,
  reportStand: enReportStand,
  run: enRuns,
  search: enSearch,
  security: enSecurity,
  support: enSupport,
  terms: { ...enTerms, ...enOffers },
  webhook: enWebhooks,
};
