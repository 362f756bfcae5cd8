/**
 * What other tools import as `saas-privatelink/automation`: everything that `privatelink` does with stacks, images, Regions
 * and drift, without its command line and its screens.
 */

export { AwsClients, type Caller } from "./aws/clients";
export type { AwsIdentity, RoleToAssume } from "./aws/identity";
export { identityOf } from "./aws/read-identity";
export { type Clock, systemClock } from "./clock";
// Drift
export type { ComparedStack, RunningImage } from "./drift/compare/compared-stack";
export { compareRegions } from "./drift/compare/matrix";
export { Aspect, type Matrix, type MatrixRow, Verdict } from "./drift/compare/row";
export { type DriftRequest, findDrift } from "./drift/find-drift";
export { type Finding as DriftFinding, type FindingDetail, FindingKind } from "./drift/finding";
export { AwsImages, type DriftClients, type ImageSource } from "./drift/images";
export { type DriftReport, driftExitCode, type IgnoredDifference, type StackDrift } from "./drift/report";
// Stacks, and where they are
export type { PropertyDifference } from "./engine/difference";
export type { Engine, EngineLookup, EngineProgress, FailedAttempt, OnEngineProgress } from "./engine/engine";
export { EngineSource } from "./engine/engine";
export { type FindOptions, findEngine } from "./engine/find";
export {
  FailureReason,
  Operation,
  OperationFailed,
  type OperationProgress,
  type OperationResult,
  type ResourceStep,
} from "./engine/operation";
export type { World } from "./engine/world";
// Images
export type { WaitOptions } from "./images/await-available";
export type { ClientsOf, ImageClients } from "./images/clients";
export { CopyStage, type ImageEvent, type OnImageEvent } from "./images/events";
export type { KnownImage } from "./images/image";
export {
  ImageOrigin,
  type InventoryRequest,
  type ListedImage,
  listImages,
  type PastPromotion,
} from "./images/inventory";
export type { CopyKey } from "./images/keys";
export { type PromotionRequest, planPromotion } from "./images/plan-promotion";
export { type Promoted, promote } from "./images/promote";
export type { PlannedRegion, Promotion } from "./images/promotion";
export type { OpenRegion } from "./images/regions";
export type { Removal as ImageRemoval } from "./images/retention";
export { planRollback, type Rollback, type RollbackRequest, type RolledBack, rollback } from "./images/rollback";
export type { Unshared } from "./images/sharing";
export type { ImageStack } from "./images/stacks";
export type { Tags as ImageTags } from "./images/tags";
export { type ImageWrite, type PendingWrite, pendingWrite } from "./images/writing";
export type { Declaration, Items } from "./plan/declarations";
export { PlanError } from "./plan/plan-error";
export { type Project, readProject } from "./plan/project";
// Regions
export type { Template } from "./regions/draft";
export { type DrainApi, type Drained, type DrainRequest, drain } from "./regions/drain";
export { type ConfigLook, examineRegion, examineSettings, type RegionLook } from "./regions/examine";
export { type Finding as RegionFinding, FindingState } from "./regions/finding";
export type { GatherClients } from "./regions/gather";
export type { ProposalOptions } from "./regions/options";
export type { PromotedImages } from "./regions/promoted-in";
export { type Proposal, propose as proposeRegion } from "./regions/propose";
export { RemovalInterrupted, type RemovalRequest, removeStack } from "./regions/removal";
export type { RemovalSite } from "./regions/removal-site";
export { type RegionRemoval, type RegionRemoved, removeRegion } from "./regions/remove-region";
// Rollouts
export {
  type Changes,
  HealthAfterRollback,
  type RolloutEvent,
  RolloutOutcome,
  type RolloutSummary,
  StackOutcome,
  type StackSummary,
  type StillNew,
} from "./rollout/events";
export { RolloutFileError } from "./rollout/file/error";
export { nextOpening } from "./rollout/file/opening";
export { readRolloutPlan } from "./rollout/file/read";
export { type Selection, selectWaves } from "./rollout/file/select";
export { AwsHealth } from "./rollout/gate/aws-health";
export {
  Health,
  HealthCheck,
  type HealthFinding,
  type HealthSource,
  type HealthSubject,
} from "./rollout/gate/health";
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
export { resourcesText } from "./rollout/screen/words";
export { type Ec2Clients, type LiveConnection, liveConnections } from "./stacks/live-connections";
export { openOwnPlace } from "./stacks/own-place";
export {
  type EarlierUpdate,
  type OperateOptions,
  type Place,
  SECRET,
  type StackHandle,
  type StackOutputValues,
  type StackService,
  type StackSettings,
  type StackSubject,
} from "./stacks/place";
export { PlaceError } from "./stacks/place-error";
export {
  openSandboxPlace,
  type SandboxPlace,
  type SandboxPlaceOptions,
  type StackFileEdit,
} from "./stacks/sandbox-place";
export { type KeyPath, StackFile } from "./stacks/stack-file";
export { Refused } from "./terminal/refused";
