export { gate, type GateRequest } from './gate.ts';
export type { MessageRequest } from './judge-message.ts';
export type { PushRequest } from './judge-push.ts';
export type { StagedRequest } from './judge-staged.ts';
export type { Destination } from './remote.ts';
export type {
  Allow,
  BlockedFindings,
  BlockedUnread,
  Considered,
  Judged,
  Obstacle,
  Verdict,
} from './verdict.ts';
export { main } from './main.ts';
export { describeVerdict, type Display } from './messages.ts';
export { HOOK_NAMES, type HookInput, type HookName } from './hook-names.ts';
export { install, type InstalledHook, type InstallOptions, type InstallResult } from './install/install.ts';
export {
  describeInstall,
  describeObstacles,
  describeStatus,
  describeUninstall,
  describeVault,
} from './install/messages.ts';
export type { HookState } from './install/form.ts';
export { CI_SERVICES, ciTemplate, type CiService } from './install/ci-template.ts';
export type { Place } from './install/place.ts';
export type { Tool } from './install/script.ts';
export { status, type HookStatus, type StatusOptions, type StatusResult } from './install/status.ts';
export {
  uninstall,
  type UninstalledHook,
  type UninstallOptions,
  type UninstallResult,
} from './install/uninstall.ts';
