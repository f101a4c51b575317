export { AMO_ERROR_CODES, AmoError, type AmoErrorCode } from './amo-error';
export { authorizeUrl } from './authorize-url';
export {
  verifyDisposableToken,
  type DisposableTokenCheck,
  type TokenRefusal,
  type WidgetCaller,
} from './disposable-token';
export { createAmoGateway, type AmoGateway } from './gateway';
export { isAllowedAmoHost, platformOf, type AmoPlatform } from './hosts';
export { readInstallQuery, type InstallQuery } from './install-query';
export type { AmoPace, AmoSettings } from './settings';
export type { AmoAccount, AmoHost, AmoTokens, AmoUser } from './shapes';
export { verifyUninstallHook } from './uninstall-hook';
