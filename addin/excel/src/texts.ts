import type { Language } from "../../shared/pane/SignedIn";

/** What the pane says, in both languages side by side. */
const all = {
  title: ["BranchBot 销售统计", "BranchBot sales"],
  who: ["您是", "You are"],
  branch: ["网点", "Branch"],
  period: ["时间", "Period"],
  week: ["周", "Week"],
  month: ["月", "Month"],
  quarter: ["季", "Quarter"],
  earlier: ["往前", "Earlier"],
  later: ["往后", "Later"],
  tables: ["表", "Tables"],
  insert: ["放进 Excel", "Put into Excel"],
  refresh: ["刷新", "Refresh"],
  cancel: ["取消", "Cancel"],
  download: ["下载 Excel 文件", "Download the workbook"],
  noOffice: ["这里没有 Excel,可以下载同样的工作簿。", "There is no Excel here; the same workbook can be downloaded."],
  busy: ["正在读取……", "Reading …"],
  rows: ["行", "rows"],
  done: ["好了:{0} 张表已是最新。", "Done: {0} tables are up to date."],
  downloaded: ["已下载。", "Downloaded."],
  cancelled: ["已取消。没写完的表上写明了。", "Cancelled. What is not whole says so."],
  incomplete: ["没有写完,请刷新", "not written to its end; please refresh"],
  stale: ["「{0}」{1},之后数字变了。", "\"{0}\" is {1}; figures have changed since."],
  unfinished: ["「{0}」没有写完。", "\"{0}\" was not written to its end."],
  fresh: ["工作簿里的表都是最新的。", "The tables in this workbook are up to date."],
  chart: ["完成与目标", "Reached against target"],
  targets: ["目标", "Targets"],
  fill: ["取目标表", "Get the table of targets"],
  send: ["送回检查", "Check what I filled in"],
  apply: ["采用", "Apply"],
  noTargets: ["工作簿里没有目标表,请先取。", "There is no table of targets in this workbook; please get it first."],
  noChange: ["和现在一样,没有要改的。", "All is as it stands; nothing would change."],
  changes: ["会改 {0} 个目标:", "{0} targets would change:"],
  problems: ["有 {0} 处不对,什么都没改:", "{0} cells are wrong; nothing was changed:"],
  applied: ["已采用 {0} 个目标。", "{0} targets were applied."],
  row: ["第 {0} 行", "row {0}"],
  none: ["无", "none"],
  nothing: ["您看不到任何网点的业绩。", "There is no branch whose sales you may see."],
  failed: ["没有成功:", "That did not work: "],
  language: ["English", "中文"],
} as const;

export type { Language } from "../../shared/pane/SignedIn";

/** What is said, with what is put in for {0}, {1}. */
export function says(language: Language, key: keyof typeof all, ...put: (string | number)[]): string {
  return put.reduce<string>((text, value, i) => text.replace(`{${i}}`, String(value)), all[key][language === "en-US" ? 1 : 0]);
}
