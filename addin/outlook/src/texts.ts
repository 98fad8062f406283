import type { Language } from "../../shared/pane/SignedIn";

/** What the pane says, in both languages side by side. */
const all = {
  title: ["BranchBot 季度谈话", "BranchBot quarterly talks"],
  reading: ["正在读取……", "Reading …"],
  noAppointment: ["请打开一个季度谈话的约会。", "Please open the appointment of a quarterly talk."],
  noBranch: ["您不属于任何网点。", "You belong to no branch."],
  failed: ["没有成功:", "That did not work: "],
  again: ["重试", "Try again"],
  language: ["English", "中文"],
  dossier: ["情况", "Quarter"],
  record: ["记录", "Minutes"],
  notes: ["私下笔记", "Private notes"],
  agenda: ["谈话提纲", "Agenda"],
  insert: ["把提纲放进邀请", "Put the outline into the invitation"],
  inserted: ["已放进:只有四个步骤,没有评价。", "Done: the four steps only, nothing of the quarter."],
  print: ["打印谈话表", "Print the sheet"],
  nothing: ["这个季度还没有记录。", "Nothing is known of this quarter yet."],
  minutes: ["谈了什么", "What was said"],
  agreements: ["约定", "Agreements"],
  agreement: ["约定 {0}", "Agreement {0}"],
  due: ["哪天以前", "By when"],
  owner: ["谁来做", "Who does it"],
  manager: ["支行长", "the manager"],
  release: ["发给本人", "Release"],
  releasing: ["发出以后{0}看得到,并点「已阅」。", "{0} will see it then, and acknowledge it."],
  released: ["已发给{0}。", "Released to {0}."],
  saved: ["已存草稿", "Draft kept"],
  saving: ["正在保存……", "Saving …"],
  unsaved: ["还没保存", "Not kept yet"],
  notSaved: ["没存上,会再试:{0}", "Not kept, will be tried again: {0}"],
  refused: ["没有保存:{0}", "Not kept: {0}"],
  changed: ["有没发出的修改", "with changes not released"],
  moved: ["记录刚才在别处改过了。", "It was changed elsewhere meanwhile."],
  mine: ["用我写的", "Take mine"],
  theirs: ["用那边的", "Take the other"],
  done: ["完成", "Done"],
  isDone: ["已完成", "done"],
  overdue: ["过期", "overdue"],
  acknowledge: ["已阅", "I have read it"],
  noRecord: ["还没有发给您的谈话记录。", "No minutes were released to you yet."],
  notesOnly: ["只有您本人能看,不会交给下一任,也不进谈话记录。", "You alone see them: no successor does, and they are no part of the minutes."],
  start: ["开始计时", "Start the clock"],
  stop: ["停", "Stop"],
  talked: ["已谈 {0} / {1} 分钟", "{0} of {1} minutes"],
  over: ["过了计划的时间", "Over the planned time"],
  most: ["到两小时了(最多)", "Two hours: that is the most"],
  held: ["谈过了", "It was held"],
} as const;

/** What is said, with what is put in for {0}, {1}. */
export function says(language: Language, key: keyof typeof all, ...put: (string | number)[]): string {
  return put.reduce<string>((text, value, i) => text.replace(`{${i}}`, String(value)), all[key][language === "en-US" ? 1 : 0]);
}

export type Says = (key: keyof typeof all, ...put: (string | number)[]) => string;
