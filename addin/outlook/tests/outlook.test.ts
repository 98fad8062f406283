import { afterEach, describe, expect, it, vi } from "vitest";
import { outlook } from "../src/office/outlook";
import { type Item, StandIn } from "../standin/outlook";

const item: Item = { id: "1", subject: "季度谈话 王芳", start: "2027-01-05T02:00:00Z", end: "2027-01-05T03:00:00Z", location: "", private: true, organizes: true, with: ["孙丽"], response: "none", addin: '{"talk":"p5"}' };

function open(of: Item | null): StandIn {
  const standIn = new StandIn(() => {});
  vi.stubGlobal("Office", standIn.office);
  standIn.show(of);
  return standIn;
}

afterEach(() => vi.unstubAllGlobals());

describe("the open appointment", () => {
  it("tells who invites when it begins and with whom it is, and takes the outline as text", async () => {
    const standIn = open(item);
    const appointment = await outlook.current();
    expect([appointment?.start.toISOString(), appointment?.person]).toEqual(["2027-01-05T02:00:00.000Z", "p5"]);
    await appointment!.insert!(["回顾", "<script>"]);
    expect(standIn.body).toBe("<ol><li>回顾</li><li>&#60;script&#62;</li></ol>");
  });

  it("tells who is invited only when it begins, and is not written into", async () => {
    open({ ...item, organizes: false, addin: null });
    const appointment = await outlook.current();
    expect([appointment?.start.toISOString(), appointment?.person, appointment?.insert]).toEqual(["2027-01-05T02:00:00.000Z", null, null]);
  });

  it("is none where something else is open, and another one is told of", async () => {
    const standIn = open(null);
    expect(await outlook.current()).toBeNull();
    let told = 0;
    outlook.onChange(() => told++);
    standIn.show(item);
    expect(told).toBe(1);
  });
});
