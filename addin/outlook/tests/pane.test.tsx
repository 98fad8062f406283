import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Me } from "../../shared/pane/api";
import type { Appointment, Calendar } from "../src/appointment";
import { Client, type SentMinutes } from "../src/client";
import { Pane } from "../src/Pane";
import { Bot, record, talk } from "./talk";

const me: Me = { id: "m", name: "王芳", language: "zh-CN", kind: "Member", branches: [{ id: "demo", name: "示范支行" }], today: "2027-01-05", setsTargets: true };

function shows(bot: Bot, appointment: Appointment | null, of: Me = me): void {
  vi.stubGlobal("fetch", bot.fetch);
  const calendar: Calendar = { current: async () => await Promise.resolve(appointment), onChange: () => {} };
  render(<FluentProvider theme={webLightTheme}><Pane client={new Client(async () => await Promise.resolve("t"))} me={of} calendar={calendar} language="zh-CN" onLanguage={() => {}} /></FluentProvider>);
}

const at = new Date("2027-01-05T02:00:00Z");
beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the pane beside an invitation", () => {
  it("shows the quarter as text, the agenda that fits it, and puts the four steps alone into the invitation", async () => {
    const written: string[][] = [];
    shows(new Bot(() => ({ json: talk() })), { start: at, person: null, insert: async (lines) => { written.push(lines); await Promise.resolve(); } });
    expect(await screen.findByText("<b>基金</b>")).toBeTruthy();
    expect(screen.getByText("差距和原因")).toBeTruthy();
    fireEvent.click(screen.getByText("把提纲放进邀请"));
    await screen.findByText(/只有四个步骤/);
    expect(written).toEqual([["回顾上一季度", "鼓励与改进"]]);
  });

  it("keeps minutes as they are typed, over the revision that it saw, and lets her choose where another was faster", async () => {
    let standing = { ...record };
    const bot = new Bot((method, _path, body) => {
      if (method !== "PUT") {
        return { json: talk() };
      }

      const sent = body as SentMinutes;
      if (sent.revision !== standing.revision) {
        return { status: 412, json: { title: "x", document: standing } };
      }

      standing = { ...standing, minutes: sent.minutes, revision: standing.revision + 1, state: sent.release ? "Released" : "Draft" };
      return { json: standing };
    });
    shows(bot, { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    const field = screen.getByLabelText("谈了什么");
    fireEvent.change(field, { target: { value: "谈了目标" } });
    fireEvent.blur(field);
    await screen.findByText("已存草稿");
    expect(standing.minutes).toBe("谈了目标");

    standing = { ...standing, minutes: "手机上写的", revision: standing.revision + 1 };
    fireEvent.change(field, { target: { value: "谈了目标和培训" } });
    fireEvent.blur(field);
    await screen.findByText("记录刚才在别处改过了。");
    fireEvent.click(screen.getByText("用我写的"));
    await screen.findByText("已存草稿");
    expect(standing.minutes).toBe("谈了目标和培训");

    fireEvent.click(screen.getByText("发给本人"));
    await screen.findByText("已发给孙丽。");
    expect(standing.state).toBe("Released");
  });

  it("keeps what is being written while another tab is looked at, in another language, and when the pane is opened again", async () => {
    let broken = true;
    const bot = new Bot((method, _path, body) => (method === "GET" ? { json: talk() } : broken ? { status: 503, json: { title: "x" } } : { json: { ...record, minutes: (body as SentMinutes).minutes, revision: 1 } }));
    shows(bot, { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    fireEvent.change(screen.getByLabelText("谈了什么"), { target: { value: "谈了很多" } });
    fireEvent.click(screen.getByRole("tab", { name: "情况" }));
    fireEvent.click(screen.getByRole("tab", { name: "记录" }));
    expect((screen.getByLabelText("谈了什么") as HTMLTextAreaElement).value).toBe("谈了很多");
    fireEvent.blur(screen.getByLabelText("谈了什么"));
    await screen.findByText(/没存上/);
    cleanup();
    shows(bot, { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    expect((screen.getByLabelText("谈了什么") as HTMLTextAreaElement).value).toBe("谈了很多");
    broken = false;
    await screen.findByText("已存草稿", {}, { timeout: 4000 });
    expect(sessionStorage.length).toBe(0);
  });

  it("does not write over what another has written because an agreement was ticked", async () => {
    const agreed = { what: "每周约三位", manager: false, owner: "孙丽", due: "2027-01-27", done: false, overdue: false, released: true };
    const released = { ...record, minutes: "发出的", state: "Released" as const, version: 1, revision: 5, agreements: [agreed] };
    const bot = new Bot((method, path, body) => (method === "GET" ? { json: talk({ record: released }) } : path.includes("/done") ? { json: { ...released, minutes: "手机上写的", revision: 6, agreements: [{ ...agreed, done: true }] } }
      : (body as SentMinutes).revision === 6 ? { json: released } : { status: 412, json: { title: "x", document: { ...released, minutes: "手机上写的", revision: 6 } } }));
    shows(bot, { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    fireEvent.click(screen.getByRole("button", { name: "完成" }));
    await screen.findByText(/已完成/);
    fireEvent.change(screen.getByLabelText("谈了什么"), { target: { value: "发出的,再补一句" } });
    fireEvent.blur(screen.getByLabelText("谈了什么"));
    await screen.findByText("记录刚才在别处改过了。");
  });

  it.each(["别人的季度情况只有支行长能看。", "季度情况只给支行长和本人看;二级分行只看谈了多少。", "这是别的网点的内容,您看不到,也不能操作。"])("shows nothing but why to whom it is not: %s", async (why) => {
    shows(new Bot(() => ({ status: 403, json: { title: "x", detail: why } })), { start: at, person: null, insert: null });
    await screen.findByText(why);
    expect(screen.queryByRole("tab")).toBeNull();
  });

  it("shows who acts for the manager the talk that he holds, without private notes", async () => {
    shows(new Bot(() => ({ json: talk({ notes: false }) })), { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    expect(screen.getByLabelText("谈了什么")).toBeTruthy();
    expect(screen.queryByRole("tab", { name: "私下笔记" })).toBeNull();
  });

  it("lets the employee read and acknowledge what was released, and write nothing", async () => {
    const released = { ...record, minutes: "谈了目标", state: "Released" as const, version: 1, agreements: [{ what: "每周约三位", manager: false, owner: "孙丽", due: "2027-01-27", done: false, overdue: false, released: true }] };
    const bot = new Bot((method, path) => ({ json: method === "GET" ? talk({ holds: false, notes: false, agenda: [], record: released }) : path.includes("acknowledge") ? { ...released, state: "Acknowledged", stateName: "已阅" } : { ...released, agreements: [{ ...released.agreements[0], done: true }] } }));
    shows(bot, { start: at, person: null, insert: null });
    fireEvent.click(await screen.findByRole("tab", { name: "记录" }));
    expect(screen.queryByRole("tab", { name: "私下笔记" })).toBeNull();
    expect(screen.queryByLabelText("谈了什么")).toBeNull();
    fireEvent.click(await screen.findByRole("button", { name: "完成" }));
    await screen.findByText(/已完成/);
    fireEvent.click(screen.getByRole("button", { name: "已阅" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "已阅" })).toBeNull());
    expect(bot.asked.map((a) => a.method)).toEqual(["GET", "POST", "POST"]);
  });

  it("says what the bot says where it is no talk, or not hers to see", async () => {
    shows(new Bot(() => ({ status: 404, json: { title: "x", detail: "这个约会不是季度谈话。" } })), { start: at, person: null, insert: null });
    await screen.findByText("这个约会不是季度谈话。");
    cleanup();
    shows(new Bot(() => ({ json: {} })), null);
    await screen.findByText("请打开一个季度谈话的约会。");
  });

  it("counts the minutes of the talk, goes on when it is opened again, and tells when it is over", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
    try {
      shows(new Bot(() => ({ json: talk() })), { start: at, person: null, insert: null });
      fireEvent.click(await screen.findByText("开始计时"));
      await vi.advanceTimersByTimeAsync(61_000);
      await screen.findByText("已谈 1:01 / 60 分钟");
      cleanup();
      vi.setSystemTime(Date.now() + 120 * 60_000);
      shows(new Bot(() => ({ json: talk() })), { start: at, person: null, insert: null });
      await screen.findByText("到两小时了(最多)");
    } finally {
      vi.useRealTimers();
    }
  });
});
