/**
 * What other tools import as `saas-privatelink/automation`: everything that `privatelink` does with stacks, images, Regions
 * and drift, without its command line and its screens.
 */

// Drift
export { compareRegions } from "./drift/compare/matrix";
export { Aspect, type Matrix, type MatrixRow, Verdict } from "./drift/compare/row";
export { type DriftRequest, findDrift } from "./drift/find-drift";
export { type Finding as DriftFinding, FindingKind } from "./drift/finding";
export { AwsImages, type ImageSource } from "./drift/images";
export { type DriftReport, driftExitCode, type StackDrift } from "./drift/report";
// Stacks, and where they are
export {
  FailureReason,
  Operation,
  OperationFailed,
  type OperationProgress,
  type OperationResult,
  type ResourceStep,
} from "./engine/operation";
// Images
export type { ClientsOf } from "./images/clients";
export { CopyStage, type ImageEvent } from "./images/events";
export { ImageOrigin, type InventoryRequest, type ListedImage, listImages } from "./images/inventory";
export { type PromotionRequest, planPromotion } from "./images/plan-promotion";
export { type Promoted, promote } from "./images/promote";
export type { PlannedRegion, Promotion } from "./images/promotion";
export { planRollback, type Rollback, type RollbackRequest, type RolledBack, rollback } from "./images/rollback";
export { type PendingWrite, pendingWrite } from "./images/writing";
export { PlanError } from "./plan/plan-error";
export { type Project, readProject } from "./plan/project";
// Regions
export { type Drained, type DrainRequest, drain } from "./regions/drain";
export { examineRegion, examineSettings, type RegionLook } from "./regions/examine";
export { type Finding as RegionFinding, FindingState } from "./regions/finding";
export { type Proposal, propose as proposeRegion } from "./regions/propose";
export { RemovalInterrupted, type RemovalRequest, removeStack } from "./regions/removal";
// Rollouts
export {
  type Changes,
  type RolloutEvent,
  RolloutOutcome,
  type RolloutSummary,
  StackOutcome,
  type StackSummary,
} from "./rollout/events";
export { RolloutFileError } from "./rollout/file/error";
export { nextOpening } from "./rollout/file/opening";
export { readRolloutPlan } from "./rollout/file/read";
export { type Selection, selectWaves } from "./rollout/file/select";
export { AwsHealth } from "./rollout/gate/aws-health";
export { type Clock, systemClock } from "./rollout/gate/clock";
export { Health, HealthCheck, type HealthFinding, type HealthSource } from "./rollout/gate/health";
export { type GateLook, type GateRequest, type GateResult, holdGate } from "./rollout/gate/hold";
export { SandboxHealth } from "./rollout/gate/sandbox-health";
export { Interruption } from "./rollout/interruption";
export {
  type DriftSettings,
  FailurePolicy,
  type GateSettings,
  type ImageSettings,
  type ProbeSettings,
  type RolloutPlan,
  type Wave,
  type Window,
} from "./rollout/plan";
export { type ProjectRollout, rollout } from "./rollout/project-rollout";
export { type Archives, RolloutRefused, type RolloutRequest } from "./rollout/request";
export { runRollout } from "./rollout/rollout";
export { type LiveConnection, liveConnections } from "./stacks/live-connections";
export { openOwnPlace, PlaceError } from "./stacks/own-place";
export {
  type EarlierUpdate,
  type OperateOptions,
  type Place,
  SECRET,
  type StackHandle,
  type StackOutputValues,
  type StackSettings,
  type StackSubject,
} from "./stacks/place";
export { openSandboxPlace, type SandboxPlace, type SandboxPlaceOptions } from "./stacks/sandbox-place";
export { StackFile } from "./stacks/stack-file";
