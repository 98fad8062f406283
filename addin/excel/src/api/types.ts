import type { components } from "../../../shared/api/branchbot";

// The types of the API, by the names that they have in the bot.
type Schemas = components["schemas"];
export type Workbook = Schemas["Workbook"];
export type WorksheetHead = Schemas["WorksheetHead"];
export type WorkColumn = Schemas["WorkColumn"];
export type WorkChart = Schemas["WorkChart"];
export type WorksheetPage = Schemas["WorksheetPage"];
export type TargetTable = Schemas["TargetTable"];
export type SentTargets = Schemas["SentTargets"];
export type TargetDiff = Schemas["TargetDiff"];
export type CellType = Schemas["CellType"];
export type Period = NonNullable<Schemas["Period"]>;
export type Cell = WorksheetPage["rows"][number][number];
