import type { Language } from "./types";

/** What the wall says, in both languages side by side. */
const all = {
  wall: ["精神墙", "Spirit wall"],
  from: ["来自", "From"],
  signed: ["签发", "Signed by"],
  fresh: ["新", "New"],
  offline: ["离线 · 截至 {0}", "Offline · as of {0}"],
  more: ["还有 {0} 项", "{0} more"],
  good: ["良好", "good"],
  attention: ["需关注", "needs attention"],
  pair: ["请支行长在 Teams 里给 BranchBot 发送 {0}", "In Teams, the branch manager writes {0} to BranchBot"],
  left: ["{0} 后换新码", "a new code in {0}"],
  code: ["正在取配对码", "Getting a code"],
  quiet: ["正在连接", "Connecting"],
  signIn: ["没有登录成功,稍后再试。请管理员看看 BranchBot 的登录是否已经同意。", "Sign-in did not work; it is tried again. An administrator can see whether sign-in to BranchBot was consented to."],
  config: ["点「保存」,频道里就有了本网点的精神墙。", "Press \"Save\", and the channel has the branch's spirit wall."],
} as const;

/** What is said, with what is put in for {0}. */
export function says(language: Language, key: keyof typeof all, put: string | number = ""): string {
  return all[key][language === "en-US" ? 1 : 0].replace("{0}", () => String(put));
}
